package io.ssi.agent.daemon;

import io.ssi.agent.config.AgentConfig;
import io.ssi.agent.config.EmbeddedNode;
import io.ssi.linux.LocalPid;
import io.ssi.linux.cgroup.ControlGroup;
import io.ssi.linux.cgroup.ControlGroups;
import io.ssi.linux.criu.Criu;
import io.ssi.linux.criu.CriuCommand;
import io.ssi.linux.criu.CriuException;
import io.ssi.linux.criu.CriuLimits;
import io.ssi.linux.criu.SpawnedWorkers;
import io.ssi.linux.procfs.CpuinfoFile;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.membership.node.NodeFacts;
import io.ssi.memory.LoadSampler;
import io.ssi.memory.LocalFigures;
import io.ssi.memory.NodeShare;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node's Linux, as the parts above need it. */
final class HostParts {
  private static final Logger log = LoggerFactory.getLogger(HostParts.class);
  private static final Path PROC = Path.of("/proc");

  private final AgentConfig config;
  private final ProcFs proc = new ProcFs(PROC);
  private final Optional<ControlGroup> group;
  private final LocalFigures figures;
  private final String criuVersion;
  private final NavigableSet<String> cpuFlags;
  private final String kernelRelease;

  HostParts(AgentConfig config, Facilities facilities) {
    this.config = config;
    this.group =
        config
            .embedded()
            .map(embedded -> ControlGroups.detect(PROC).top().child(config.cgroup().substring(1)));
    this.figures = new LocalFigures(proc, share(facilities), facilities.clock());
    this.criuVersion = criuVersion(facilities);
    this.cpuFlags = flags(proc.cpuinfo());
    this.kernelRelease = proc.kernelRelease().text();
  }

  private NodeShare share(Facilities facilities) {
    if (group.isEmpty()) {
      return new NodeShare.WholeMachine();
    }
    LoadSampler load = new LoadSampler(proc);
    load.start(facilities.timer());
    return new NodeShare.Embedded(group.get(), config.nodes().size(), load);
  }

  private String criuVersion(Facilities facilities) {
    try {
      return new Criu(
              new SpawnedWorkers(criuCommand()), CriuLimits.standard(), facilities.nanoClock())
          .version()
          .toString();
    } catch (CriuException e) {
      log.warn("No CRIU works here, so nothing can move from or to this node", e);
      return "";
    }
  }

  private static NavigableSet<String> flags(CpuinfoFile cpuinfo) {
    NavigableSet<String> flags = new TreeSet<>();
    cpuinfo.processors().stream()
        .findFirst()
        .flatMap(processor -> processor.value("flags"))
        .ifPresent(line -> flags.addAll(List.of(line.strip().split(" +", -1))));
    return flags;
  }

  CriuCommand criuCommand() {
    return CriuCommand.load(config.criuCommandFile().resolve("../..").normalize());
  }

  ProcFs proc() {
    return proc;
  }

  /** This agent among them. */
  LocalPid self() {
    return new LocalPid(Math.toIntExact(ProcessHandle.current().pid()));
  }

  Optional<ControlGroup> group() {
    return group;
  }

  LocalFigures figures() {
    return figures;
  }

  long memoryBytes() {
    return config
        .embedded()
        .map(EmbeddedNode::memoryBytes)
        .orElseGet(() -> proc.meminfo().bytes("MemTotal"));
  }

  /** What this agent tells the others when it joins. */
  NodeFacts nodeFacts() {
    Map<String, String> more =
        config
            .embedded()
            .map(embedded -> Map.of(EmbeddedWitness.INIT, embedded.init().toString()))
            .orElse(Map.of());
    return new NodeFacts(
        proc.cpuinfo().processors().size(),
        memoryBytes(),
        proc.kernelRelease().text(),
        proc.bootId().id().toString(),
        criuVersion,
        more);
  }

  /** Of the file system on which a directory is, or will be. */
  private static long room(Path directory) {
    Path existing = directory;
    while (!Files.exists(existing)) {
      existing = existing.resolveSibling("..").normalize();
    }
    return existing.toFile().getUsableSpace();
  }

  /** What this node says of itself in a preflight. */
  io.ssi.migration.preflight.NodeFacts moveFacts() {
    return new io.ssi.migration.preflight.NodeFacts(
        criuVersion,
        kernelRelease,
        cpuFlags,
        figures.meminfo().bytes("MemAvailable"),
        room(MoveParts.IMAGES),
        room(MoveParts.CHECKPOINTS));
  }
}
