package io.ssi.tests.scenario;

import io.ssi.linux.LocalPid;
import io.ssi.linux.procfs.CmdlineFile;
import io.ssi.linux.procfs.NamespaceKind;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.procfs.StatFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is done to a migration that is held. */
enum Harm {
  SOURCE_AGENT_KILLED {
    @Override
    void befall(Cluster cluster, String source, String target) {
      cluster.embedded().killAgent(source);
    }
  },
  TARGET_AGENT_KILLED {
    @Override
    void befall(Cluster cluster, String source, String target) {
      cluster.embedded().killAgent(target);
    }
  },
  SOURCE_CRIU_KILLED {
    @Override
    void befall(Cluster cluster, String source, String target) {
      killCriu(cluster, source);
    }
  },
  TARGET_CRIU_KILLED {
    @Override
    void befall(Cluster cluster, String source, String target) {
      killCriu(cluster, target);
    }
  },
  LINK_CUT {
    @Override
    void befall(Cluster cluster, String source, String target) {
      Finished status = cluster.ssi("node", "status", "--json");
      int at = status.texts("name").indexOf(target);
      String address = status.texts("address").get(at);
      String init = Integer.toString(cluster.embedded().init(source).orElseThrow().pid());
      Project.run(List.of("nsenter", "-n", "-t", init, "ss", "-tK", "dst", address), Map.of(), 10)
          .done();
    }
  };

  private static final ProcFs PROC = new ProcFs(Path.of("/proc"));

  /** Does it; returns when it is done. */
  abstract void befall(Cluster cluster, String source, String target);

  /** Whether an agent has to be started again. */
  boolean killsAnAgent() {
    return this == SOURCE_AGENT_KILLED || this == TARGET_AGENT_KILLED;
  }

  /** Kills the workers themselves, not what they have made and hold. */
  private static void killCriu(Cluster cluster, String node) {
    LocalPid init = new LocalPid(cluster.embedded().init(node).orElseThrow().pid());
    Optional<Long> network = PROC.namespace(init, NamespaceKind.NET);
    List<LocalPid> workers = new ArrayList<>();
    for (LocalPid pid : PROC.pids()) {
      if (isWorker(pid) && PROC.namespace(pid, NamespaceKind.NET).equals(network)) {
        workers.add(pid);
      }
    }
    for (LocalPid pid : workers) {
      boolean isChild =
          PROC.stat(pid)
              .map(StatFile::parent)
              .filter(parent -> workers.contains(new LocalPid(parent)))
              .isPresent();
      if (!isChild) {
        ProcessHandle.of(pid.value()).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  private static boolean isWorker(LocalPid pid) {
    return PROC.cmdline(pid)
        .map(CmdlineFile::arguments)
        .filter(words -> words.stream().anyMatch(Harm::isCriu))
        .isPresent();
  }

  /** It calls itself by what it does once it knows. */
  private static boolean isCriu(String word) {
    return word.endsWith("/criu") || word.startsWith("criu:");
  }
}
