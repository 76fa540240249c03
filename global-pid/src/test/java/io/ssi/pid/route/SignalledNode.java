package io.ssi.pid.route;

import io.ssi.linux.procfs.ProcessTable;
import io.ssi.linux.procfs.testing.ProcFixture;
import io.ssi.linux.procfs.testing.ProcessFixture;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.pid.Application;
import io.ssi.pid.Applications;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.TestNode;
import io.ssi.pid.view.LocalContainers;
import io.ssi.pid.view.LocalProcesses;
import io.ssi.pid.view.NodeFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node whose container 1 has a process 3, by the name of work, of user 1000. */
final class SignalledNode {
  private static final long NAMESPACE = 4711;

  private SignalledNode() {}

  /** Answers signal requests of a node with a made-up /proc; what is sent is only noted. */
  static ProcFixture serve(
      TestNode node, InMemoryNetwork network, Path directory, List<String> sent)
      throws IOException {
    Path root = Files.createDirectory(directory.resolve("proc" + node.id));
    ProcFixture proc = new ProcFixture(root);
    proc.file("uptime", "1000.00 900.00\n");
    proc.put(ProcessFixture.sleeping(1, "init"));
    proc.put(ProcessFixture.sleeping(50, "agent"));
    LocalProcesses processes =
        new LocalProcesses(
            node.id,
            proc.procFs(),
            new ProcessTable(proc.procFs(), Duration.ZERO, () -> 0),
            new OneContainer(node),
            new NodeFacts(Integer::toString, () -> 1, () -> Applications.NOON));
    new LocalSignals(
            node.registry,
            processes,
            node.host::keeperOf,
            (process, signal) ->
                sent.add("node " + node.id + ": " + signal + " to " + process.pid()),
            node.host.signals()::deliver,
            node.host.suspensions()::resume)
        .serve(network.channel(node.id));
    return proc;
  }

  /** The processes of its container. */
  static void fill(ProcFixture proc) {
    proc.put(ProcessFixture.sleeping(60, "ssi-keeper").inNamespace(NAMESPACE, 1));
    proc.put(ProcessFixture.sleeping(61, "reaper").with(60, 0, 1).inNamespace(NAMESPACE, 2));
    proc.put(work());
  }

  private static ProcessFixture work() {
    return ProcessFixture.sleeping(62, "work").with(61, 1000, 1).inNamespace(NAMESPACE, 3);
  }

  /** Another process in the group of {@link #work}. */
  static ProcessFixture member(int pid, int inside, int uid) {
    return ProcessFixture.sleeping(pid, "job")
        .with(61, uid, 1)
        .inNamespace(NAMESPACE, inside)
        .inGroupOf(work());
  }

  /** Takes the namespace of the fixture for the container; the rest is the node's own word. */
  private record OneContainer(TestNode node) implements LocalContainers {
    @Override
    public Map<Long, ContainerNumber> byPidNamespace() {
      return Map.of(NAMESPACE, new ContainerNumber(1));
    }

    @Override
    public Optional<Application> application(ContainerNumber number) {
      return node.registry.find(number);
    }

    @Override
    public boolean isListed(ContainerNumber number) {
      return node.host.isListed(number);
    }
  }
}
