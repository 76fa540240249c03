package io.ssi.agent.config;

import io.ssi.membership.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An agent's configuration as text: lines {@code key = value}, empty lines, and comments from "#"
 * at the start of a line. No escapes, no quotes; an unknown key is a fault.
 */
public final class AgentConfigFile {
  private static final String CLUSTER = "ssi.cluster.name";
  private static final String NODES = "ssi.cluster.nodes";
  private static final String KEY_FILE = "ssi.cluster.key-file";
  private static final String GROUP_PORT = "ssi.cluster.group-port";
  private static final String STREAM_PORT = "ssi.cluster.stream-port";
  private static final String ID = "ssi.node.id";
  private static final String ONLINE = "ssi.node.online-at-start";
  private static final String STATE = "ssi.node.state-directory";
  private static final String CGROUP = "ssi.node.cgroup";
  private static final String SOCKETS = "ssi.control.socket-directory";
  private static final String KEEPER = "ssi.container.keeper";
  private static final String CRIU = "ssi.criu.command-file";
  private static final String MACHINE_PROC = "ssi.embedded.machine-proc";
  private static final String INIT = "ssi.embedded.init";
  private static final String MEMORY = "ssi.embedded.memory-bytes";

  private AgentConfigFile() {}

  /**
   * Reads a file. Blocks on the disk.
   *
   * @param file where it is
   * @return the checked configuration
   * @throws ConfigException if it cannot be read or has faults, naming all of them
   */
  public static AgentConfig read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new ConfigException(file.toString(), "no such file, or not readable", e);
    }
  }

  /**
   * Checks a text.
   *
   * @param origin where the text is from, for messages
   * @param text the lines
   * @return the checked configuration
   * @throws ConfigException if it has faults, naming all of them
   */
  public static AgentConfig parse(String origin, String text) {
    var settings = new Settings(text);
    var cluster = settings.required(CLUSTER, ClusterName::new);
    var id = settings.required(ID, value -> new NodeId(Integers.parse(value)));
    var online = settings.optional(ONLINE, AgentConfigFile::yesOrNo);
    var nodes = settings.required(NODES, AgentConfigFile::nodes);
    var groupPort = settings.optional(GROUP_PORT, Integers::parsePort);
    var streamPort = settings.optional(STREAM_PORT, Integers::parsePort);
    var keyFile = settings.optional(KEY_FILE, AgentConfigFile::absolute);
    var state = settings.optional(STATE, AgentConfigFile::absolute);
    var sockets = settings.optional(SOCKETS, AgentConfigFile::absolute);
    var keeper = settings.required(KEEPER, AgentConfigFile::absolute);
    var criu = settings.optional(CRIU, AgentConfigFile::absolute);
    var cgroup = settings.optional(CGROUP, AgentConfigFile::cgroup);
    var embedded = embedded(settings);
    if (id.isPresent() && nodes.isPresent() && !has(nodes.get(), id.get())) {
      settings.fault(ID + " is " + id.get() + ", which " + NODES + " does not name");
    }
    int group = groupPort.orElse(7700);
    int stream = streamPort.orElse(7701);
    if (group == stream) {
      settings.fault(GROUP_PORT + " and " + STREAM_PORT + " are both " + group);
    }
    settings.throwIfFaulty(origin);
    ClusterName name = cluster.orElseThrow();
    return new AgentConfig(
        name,
        id.orElseThrow(),
        online.orElse(true),
        nodes.orElseThrow(),
        group,
        stream,
        keyFile,
        state.orElse(Path.of("/var/lib/ssi")),
        sockets.orElse(Path.of("/run/ssi", name.value())),
        keeper.orElseThrow(),
        criu.orElse(Path.of("/var/cache/ssi/criu/command")),
        cgroup.orElse("/"),
        embedded);
  }

  /**
   * The text that {@link #parse} turns into an equal configuration.
   *
   * @param config what to write
   * @return lines, the last one ended
   */
  public static String format(AgentConfig config) {
    var lines = new ArrayList<String>();
    lines.add("# Configuration of the agent of " + config.name() + "; see ssi-agent(1).");
    lines.add(CLUSTER + " = " + config.cluster());
    lines.add(
        NODES
            + " = "
            + config.nodes().stream()
                .map(PossibleNode::toString)
                .collect(Collectors.joining(", ")));
    config.keyFile().ifPresent(file -> lines.add(KEY_FILE + " = " + file));
    lines.add(GROUP_PORT + " = " + config.groupPort());
    lines.add(STREAM_PORT + " = " + config.streamPort());
    lines.add(ID + " = " + config.id());
    lines.add(ONLINE + " = " + (config.onlineAtStart() ? "yes" : "no"));
    lines.add(STATE + " = " + config.stateDirectory());
    lines.add(CGROUP + " = " + config.cgroup());
    lines.add(SOCKETS + " = " + config.socketDirectory());
    lines.add(KEEPER + " = " + config.keeper());
    lines.add(CRIU + " = " + config.criuCommandFile());
    config
        .embedded()
        .ifPresent(node -> {
          lines.add(MACHINE_PROC + " = " + node.machineProc());
          lines.add(INIT + " = " + node.init());
          lines.add(MEMORY + " = " + node.memoryBytes());
        });
    return String.join("\n", lines) + "\n";
  }

  private static Optional<EmbeddedNode> embedded(Settings settings) {
    if (!settings.has(MACHINE_PROC) && !settings.has(INIT) && !settings.has(MEMORY)) {
      return Optional.empty();
    }
    var proc = settings.required(MACHINE_PROC, AgentConfigFile::absolute);
    var init = settings.required(INIT, ProcessIdentity::parse);
    var memory = settings.required(MEMORY, AgentConfigFile::positive);
    return proc.isPresent() && init.isPresent() && memory.isPresent()
        ? Optional.of(new EmbeddedNode(proc.get(), init.get(), memory.get()))
        : Optional.empty();
  }

  private static boolean has(List<PossibleNode> nodes, NodeId id) {
    return nodes.stream().anyMatch(node -> node.id().equals(id));
  }

  private static boolean yesOrNo(String value) {
    return switch (value) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new IllegalArgumentException("\"" + value + "\" is neither yes nor no");
    };
  }

  private static List<PossibleNode> nodes(String value) {
    List<PossibleNode> nodes = Stream.of(value.split(",", -1)).map(PossibleNode::parse).toList();
    Set<Object> seen = new HashSet<>();
    for (PossibleNode node : nodes) {
      for (Object part : List.of(node.id(), node.name(), node.address())) {
        if (!seen.add(part)) {
          throw new IllegalArgumentException(part + " is named twice");
        }
      }
    }
    return nodes;
  }

  private static Path absolute(String value) {
    Path path = Path.of(value);
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("\"" + value + "\" does not start with \"/\"");
    }
    return path;
  }

  private static String cgroup(String value) {
    if (!value.startsWith("/") || value.contains("..")) {
      throw new IllegalArgumentException("\"" + value + "\" is not a control group's path");
    }
    return value;
  }

  private static long positive(String value) {
    long number = Integers.parseLong(value);
    if (number <= 0) {
      throw new IllegalArgumentException(value + " is not positive");
    }
    return number;
  }
}
