package io.ssi.agent.embedded;

import io.ssi.agent.config.PossibleNode;
import io.ssi.agent.config.ProcessIdentity;
import io.ssi.agent.machine.HostCommand;
import io.ssi.agent.machine.MachineProcesses;
import io.ssi.agent.machine.Waiting;
import io.ssi.linux.LocalPid;
import io.ssi.linux.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The namespaces of virtual nodes, each held by its init, {@code ssi-keeper init}. Killing the init
 * is what cutting the power is to a machine.
 *
 * @param places where the cluster keeps its records
 * @param installation the programs
 * @param processes of the machine
 * @param waiting for what the kernel does in its own time
 */
record NodeInit(
    ClusterPlaces places, Installation installation, MachineProcesses processes, Waiting waiting) {
  private static final Duration START_BOUND = Duration.ofSeconds(10);
  private static final Duration END_BOUND = Duration.ofSeconds(10);

  /** The init of a node, if it lives. */
  Optional<ProcessIdentity> find(String node) throws IOException {
    Path record = places.init(node);
    try {
      return Optional.of(ProcessIdentity.parse(Files.readString(record)))
          .filter(processes::isAlive);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new EmbeddedException(
          record + " does not say which process is the init of " + node + ": " + e.getMessage(), e);
    }
  }

  /** Makes the namespaces and starts the init in them. */
  ProcessIdentity start(PossibleNode node, NodeGroup group) throws IOException {
    String name = node.name();
    Files.createDirectories(places.state(name));
    Files.createDirectories(places.staging(name).resolve("tmp"));
    Files.createDirectories(places.staging(name).resolve("run"));
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", Script.NODE_START.text(), "ssi-node-start"));
    command.add(Script.NODE_INIT.text());
    command.add(places.nodeLog(name).toString());
    command.add(group.lines());
    command.addAll(List.of(name, places.run().toString(), places.state(name).toString()));
    command.add(places.staging(name).toString());
    command.add(installation.keeper().toString());
    installation.directories().forEach(directory -> command.add(directory.toString()));
    String pid = HostCommand.of(command.toArray(String[]::new)).run().strip();
    Optional<ProcessIdentity> init = processes.identity(new LocalPid(Integer.parseInt(pid)));
    if (init.isPresent()) {
      Files.writeString(places.init(name), init.get().toString());
    }
    if (init.isEmpty()
        || !waiting.until("the init of " + name, START_BOUND, () -> settled(init.get()))
        || !processes.isAlive(init.get())) {
      throw new EmbeddedException(
          "cannot start the node " + name + ": " + Files.readString(places.nodeLog(name)).strip());
    }
    Files.deleteIfExists(places.nodeLog(name));
    Remains.deleteTree(places.staging(name));
    return init.get();
  }

  /** Ends a node at once, every process of it. Returns when none of them is left. */
  void kill(ProcessIdentity init, NodeGroup group) {
    processes.signal(init, Signal.KILL);
    group.thaw();
    if (!waiting.until("a node to end", END_BOUND, () -> !processes.isAlive(init))) {
      throw new EmbeddedException(
          "the init of a node (process "
              + init.pid()
              + ") does not end; look at /proc/"
              + init.pid()
              + "/stack, then run ssi down again");
    }
  }

  /** Whether the script has become the init, or has given up. */
  private boolean settled(ProcessIdentity init) {
    // In the midst of an exec a process has no arguments at all.
    return processes.arguments(init).stream()
            .limit(1)
            .anyMatch(installation.keeper().toString()::equals)
        || !processes.isAlive(init);
  }
}
