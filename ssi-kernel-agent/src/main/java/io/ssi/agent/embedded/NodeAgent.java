package io.ssi.agent.embedded;

import io.ssi.agent.config.ProcessIdentity;
import io.ssi.agent.machine.HostCommand;
import io.ssi.agent.machine.MachineProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The agents of virtual nodes. An agent is a child of its node's init; it is found in the node's
 * control group by the configuration that its command line names.
 *
 * @param places where the cluster keeps its configurations
 * @param installation the programs
 * @param processes of the machine
 */
record NodeAgent(ClusterPlaces places, Installation installation, MachineProcesses processes) {
  /** In the node's state directory. */
  private static final String LOG = "agent.log";

  /** The agent of a node, if it lives. */
  Optional<ProcessIdentity> find(String node) {
    String configuration = places.configuration(node).toString();
    return NodeGroup.of(places.cgroup(node)).processes().stream()
        .flatMap(pid -> processes.identity(pid).stream())
        .filter(process -> processes.arguments(process).contains(configuration))
        .findFirst();
  }

  /** Whether the agent of a node lives. */
  boolean runs(String node) {
    return find(node).isPresent();
  }

  /** Starts it. It reports nothing back: whether it serves shows on its socket. */
  void start(String node, ProcessIdentity init, NodeGroup group) {
    HostCommand.of(
            "sh",
            "-c",
            Script.AGENT_START.text(),
            "ssi-agent-start",
            Integer.toString(init.pid()),
            group.lines(),
            installation.launcher().toString(),
            places.configuration(node).toString(),
            ClusterPlaces.STATE.resolve(LOG).toString())
        .with(
            Map.of(
                "JAVA_HOME",
                installation.javaHome().toString(),
                "HOME",
                "/root",
                "LANG",
                "C.UTF-8"))
        .run();
  }

  /** The end of an agent's log, in one line. */
  String lastWords(String node) {
    Path log = places.state(node).resolve(LOG);
    try (var lines = Files.lines(log)) {
      return lines.filter(line -> !line.isBlank()).reduce("", (before, line) -> line)
          + " ("
          + log
          + ")";
    } catch (IOException e) {
      return "it has no log " + log;
    }
  }
}
