package io.ssi.agent.embedded;

import io.ssi.agent.config.PossibleNode;
import io.ssi.agent.config.ProcessIdentity;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.membership.NodeState;
import io.ssi.membership.nodeset.NodeSet;
import io.ssi.tools.service.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One way for a first start and for completing what is there: look, then make what is missing. The
 * caller holds the cluster's lock.
 */
final class ClusterStart {
  private static final Duration APPEAR_BOUND = Duration.ofSeconds(2);

  private final NodeInit inits;
  private final NodeAgent agents;
  private final NodeFiles files;
  private final NodeStates states;
  private final Progress progress;
  private final ClusterPlaces places;
  private final ProcFs proc;

  ClusterStart(
      NodeInit inits, NodeAgent agents, NodeFiles files, NodeStates states, Progress progress) {
    this.inits = inits;
    this.agents = agents;
    this.files = files;
    this.states = states;
    this.progress = progress;
    places = inits.places();
    proc = inits.processes().proc();
  }

  UpReport run(Optional<ClusterShape> wanted, Duration bound) throws IOException {
    long started = inits.waiting().nanoClock().getAsLong();
    inits.installation().check();
    ClusterShape shape = shape(wanted);
    long memoryBytes = proc.meminfo().bytes("MemTotal") / shape.all().size();
    Files.createDirectories(places.state());
    files.writeShared(shape);
    var network = new ClusterSwitch(places);
    network.create();

    List<String> startedNodes = new ArrayList<>();
    List<String> startedAgents = new ArrayList<>();
    Set<String> began = new HashSet<>();
    Map<PossibleNode, ProcessIdentity> running = new HashMap<>();
    for (PossibleNode node : shape.all()) {
      Optional<ProcessIdentity> found = inits.find(node.name());
      if (found.isEmpty()) {
        progress.step("starting " + node.name());
        startedNodes.add(node.name());
        found = Optional.of(startNode(node, network, memoryBytes));
      }
      running.put(node, found.get());
    }
    boolean first = noAgentLives(shape);
    for (PossibleNode node : shape.all()) {
      ProcessIdentity init = running.get(node);
      if (init != null && agents.find(node.name()).isEmpty()) {
        if (!startedNodes.contains(node.name())) {
          startedAgents.add(node.name());
        }
        files.writeConfiguration(node, shape, init, memoryBytes);
        agents.start(node.name(), init, group(node));
        began.add(node.name());
        if (first) {
          // Agents that start together on a busy machine could each take themselves for the first.
          awaitService(node, bound);
          first = false;
        }
      }
    }
    Map<String, NodeState> reached = await(shape, began, bound);
    List<UpReport.Node> nodes = new ArrayList<>();
    for (PossibleNode node : shape.all()) {
      ProcessIdentity init = running.get(node);
      if (init != null) {
        nodes.add(
            new UpReport.Node(node, init, reached.getOrDefault(node.name(), NodeState.POSSIBLE)));
      }
    }
    return new UpReport(
        nodes, startedNodes, startedAgents, memoryBytes, inits.waiting().millisSince(started));
  }

  /** The shape to make, with the remains of a cluster that no longer runs cleared away. */
  private ClusterShape shape(Optional<ClusterShape> wanted) throws IOException {
    Optional<ClusterRecord> record = ClusterRecord.read(places);
    String boot = proc.bootId().id().toString();
    if (record.isPresent() && record.get().boot().equals(boot) && anyNodeLives(record.get())) {
      ClusterShape there = record.get().shape();
      if (wanted.isPresent() && !wanted.get().equals(there)) {
        throw new EmbeddedException(
            "cluster "
                + places.cluster()
                + " is already up with "
                + there
                + " nodes and keeps its size while it runs; ask for these numbers, or run ssi down"
                + " first");
      }
      return there;
    }
    ClusterShape shape =
        wanted.or(() -> record.map(ClusterRecord::shape)).orElse(ClusterShape.DEFAULT);
    if (record.isPresent() || NodeGroup.of(places.cgroup()).existsAnywhere()) {
      progress.note("cleared what an earlier run of cluster " + places.cluster() + " left behind");
    }
    new Remains(places, inits.processes(), inits.waiting()).clearKeepingLock();
    if (Files.isDirectory(places.state())) {
      progress.note("kept the state in " + places.state() + "; ssi down removes it");
    }
    new ClusterRecord(shape, boot).write(places);
    return shape;
  }

  private boolean anyNodeLives(ClusterRecord record) throws IOException {
    for (PossibleNode node : record.shape().all()) {
      if (inits.find(node.name()).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private ProcessIdentity startNode(PossibleNode node, ClusterSwitch network, long memoryBytes)
      throws IOException {
    NodeGroup group = group(node);
    Files.deleteIfExists(places.socket(node.name()));
    // An earlier node of this name left its groups; they are empty, since its init is gone.
    if (!group.remove()) {
      throw new EmbeddedException(
          "processes of an earlier " + node.name() + " do not end: " + group.processes());
    }
    if (!group.create(memoryBytes)) {
      progress.note("no memory controller: " + node.name() + " is not held to its share of memory");
    }
    ProcessIdentity init = inits.start(node, group);
    network.connect(node, init);
    return init;
  }

  /**
   * Waits until every node is in its state, and says so itself if its agent has just begun; an
   * agent that has ended meanwhile ends the wait.
   */
  private Map<String, NodeState> await(ClusterShape shape, Set<String> began, Duration bound)
      throws IOException {
    Map<String, NodeState> seen = new HashMap<>();
    Map<String, ProcessIdentity> alive = new LinkedHashMap<>();
    List<String> dead = new ArrayList<>();
    for (PossibleNode node : shape.all()) {
      appeared(node.name())
          .ifPresentOrElse(agent -> alive.put(node.name(), agent), () -> dead.add(node.name()));
    }
    boolean reached =
        inits
            .waiting()
            .until(
                "the nodes of cluster " + places.cluster(),
                bound,
                () -> {
                  seen.putAll(states.ask(places));
                  if (missing(shape, seen).isEmpty()) {
                    began.forEach(node -> seen.put(node, states.askItself(places, node)));
                  }
                  List<String> missing = missing(shape, seen);
                  int all = shape.all().size();
                  progress.step("waiting for the nodes: " + (all - missing.size()) + " of " + all);
                  alive.forEach((node, agent) -> {
                    if (!inits.processes().isAlive(agent)) {
                      dead.add(node);
                    }
                  });
                  return missing.isEmpty() || !dead.isEmpty();
                });
    if (!dead.isEmpty()) {
      throw new EmbeddedException(
          "the agent of "
              + dead.getFirst()
              + " has ended while the cluster started: "
              + agents.lastWords(dead.getFirst())
              + "; ssi up tries again, ssi down ends what runs");
    }
    if (!reached) {
      throw new EmbeddedException(
          "not all nodes have come up within "
              + bound.toSeconds()
              + " s: "
              + NodeSet.fold(missing(shape, seen))
              + "; ssi up waits again, ssi down ends what runs, agents log to "
              + places.state()
              + "/NODE/agent.log");
    }
    return seen;
  }

  /** The agent of a node that was just started: in the midst of an exec it has no arguments. */
  private Optional<ProcessIdentity> appeared(String node) throws IOException {
    Optional<ProcessIdentity> agent = agents.find(node);
    if (agent.isEmpty()
        && inits.waiting().until("the agent of " + node, APPEAR_BOUND, () -> agents.runs(node))) {
      agent = agents.find(node);
    }
    return agent;
  }

  private static List<String> missing(ClusterShape shape, Map<String, NodeState> seen) {
    return shape.all().stream()
        .filter(node ->
            !serves(seen.getOrDefault(node.name(), NodeState.POSSIBLE), shape.startsOnline(node)))
        .map(PossibleNode::name)
        .toList();
  }

  /** A spare that a person has added since, or a node that was removed, has come up as well. */
  private static boolean serves(NodeState state, boolean startsOnline) {
    return switch (state) {
      case ONLINE, DRAINING -> true;
      case PRESENT -> !startsOnline;
      case POSSIBLE, SUSPECT, FAILED -> false;
    };
  }

  private boolean noAgentLives(ClusterShape shape) throws IOException {
    for (PossibleNode node : shape.all()) {
      if (agents.find(node.name()).isPresent()) {
        return false;
      }
    }
    return true;
  }

  /** Waits until an agent serves its socket, or has ended; what that means is found out later. */
  private void awaitService(PossibleNode node, Duration bound) throws IOException {
    Optional<ProcessIdentity> agent = agents.find(node.name());
    progress.step("waiting for " + node.name());
    boolean ignored =
        inits
            .waiting()
            .until(
                "the agent of " + node.name(),
                bound,
                () ->
                    Files.exists(places.socket(node.name()))
                        || agent.filter(inits.processes()::isAlive).isEmpty());
  }

  private NodeGroup group(PossibleNode node) {
    return NodeGroup.of(places.cgroup(node.name()));
  }
}
