package io.ssi.agent.embedded;

import io.ssi.agent.config.ClusterName;
import io.ssi.agent.config.PossibleNode;
import io.ssi.agent.config.ProcessIdentity;
import io.ssi.agent.machine.MachineProcesses;
import io.ssi.agent.machine.Waiting;
import io.ssi.linux.Signal;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.tools.service.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * A cluster of virtual nodes on this machine. Needs root. Any thread; everything blocks.
 *
 * <p>Only {@link #up} and {@link #down} take the cluster's lock. The rest is what accidents do to
 * real nodes, for tests and for the curious.
 */
public final class EmbeddedCluster {
  private static final Duration REAP_BOUND = Duration.ofSeconds(3);
  private static final Duration LEAVE_BOUND = Duration.ofSeconds(8);

  private final ClusterPlaces places;
  private final Progress progress;
  private final MachineProcesses processes = new MachineProcesses(new ProcFs(Path.of("/proc")));
  private final Waiting waiting;
  private final NodeInit inits;
  private final NodeAgent agents;
  private final ClusterStart start;

  /**
   * What a cluster is worked on with.
   *
   * @param installation the programs
   * @param states how the cluster's own view is asked for
   * @param randomness for the cluster's key; must not be predictable
   * @param nanoClock a clock that only goes forward
   * @param progress told what goes on
   */
  public record Tools(
      Installation installation,
      NodeStates states,
      RandomGenerator randomness,
      LongSupplier nanoClock,
      Progress progress) {}

  /**
   * A cluster that may or may not exist; nothing is looked at yet.
   *
   * @param name its name
   * @param tools what it is worked on with
   */
  public EmbeddedCluster(ClusterName name, Tools tools) {
    places = new ClusterPlaces(name);
    progress = tools.progress();
    waiting = new Waiting(tools.nanoClock());
    inits = new NodeInit(places, tools.installation(), processes, waiting);
    agents = new NodeAgent(places, tools.installation(), processes);
    start =
        new ClusterStart(
            inits,
            agents,
            new NodeFiles(places, tools.installation(), tools.randomness()),
            tools.states(),
            progress);
  }

  /**
   * Where it keeps what.
   *
   * @return its places
   */
  public ClusterPlaces places() {
    return places;
  }

  /**
   * Makes the cluster, or completes it: nodes and agents that do not run are started again, with
   * their state. Clears first what an earlier cluster of this name left behind.
   *
   * @param wanted how many nodes; empty takes what is there, else {@link ClusterShape#DEFAULT}
   * @param bound the longest that it waits for the nodes to be online or present
   * @return what there is now
   * @throws EmbeddedException if it is there in another shape, or a node does not come up; what
   *     runs then goes on running
   */
  public UpReport up(Optional<ClusterShape> wanted, Duration bound) {
    try (var _ = ClusterLock.take(places)) {
      return start.run(wanted, bound);
    } catch (IOException e) {
      throw failed("start", e);
    }
  }

  /**
   * Ends the cluster and removes all of it, checkpoints included: agents are asked to leave, then
   * the nodes end.
   *
   * @return names of the nodes that ran; none if there was no cluster, and then nothing has changed
   */
  public List<String> down() {
    if (!exists()) {
      return List.of();
    }
    try (var _ = ClusterLock.take(places)) {
      List<ProcessIdentity> running = new ArrayList<>();
      List<String> ended = new ArrayList<>();
      for (String node : recordedNodes()) {
        inits
            .find(node)
            .ifPresent(init -> {
              ended.add(node);
              running.add(init);
            });
      }
      ended.forEach(node -> agent(node).ifPresent(agent -> processes.signal(agent, Signal.TERM)));
      progress.step("waiting for the agents to leave");
      boolean _ =
          waiting.until(
              "agents to leave",
              LEAVE_BOUND,
              () -> ended.stream().noneMatch(node -> agent(node).isPresent()));
      progress.step("ending the nodes");
      running.forEach(init -> processes.signal(init, Signal.KILL));
      var remains = new Remains(places, processes, waiting);
      remains.clear();
      remains.clearState();
      // Their parent is the machine's init by now, which may take its time.
      boolean _ =
          waiting.until(
              "the nodes to be forgotten",
              REAP_BOUND,
              () -> running.stream().allMatch(processes::isReaped));
      return ended;
    } catch (IOException e) {
      throw failed("end", e);
    }
  }

  /**
   * Whether there is anything of this cluster on the machine, running or left behind.
   *
   * @return false if {@link #down} would find nothing to do
   */
  public boolean exists() {
    return Files.exists(places.run())
        || Files.exists(places.state())
        || NodeGroup.of(places.cgroup()).existsAnywhere();
  }

  /**
   * The names of the nodes that were started and not yet ended, alive or dead.
   *
   * @return by id
   */
  public List<String> recordedNodes() {
    try {
      Optional<ClusterRecord> record = ClusterRecord.read(places);
      return record.stream()
          .flatMap(there -> there.shape().all().stream())
          .map(PossibleNode::name)
          .toList();
    } catch (IOException e) {
      throw failed("look at", e);
    }
  }

  /**
   * The init of a node.
   *
   * @param node its name
   * @return the process as the machine numbers it, or nothing if the node is dead
   */
  public Optional<ProcessIdentity> init(String node) {
    try {
      return inits.find(node);
    } catch (IOException e) {
      throw failed("look at", e);
    }
  }

  /**
   * The agent of a node.
   *
   * @param node its name
   * @return the process as the machine numbers it, or nothing if it does not run
   */
  public Optional<ProcessIdentity> agent(String node) {
    return agents.find(node);
  }

  /**
   * Kills a node as a whole, as a power cut does. Returns when no process of it is left. Its state
   * directory stays, as the disk of a real node would.
   *
   * @param node its name
   */
  public void killNode(String node) {
    inits.kill(required(init(node), node, "node"), NodeGroup.of(places.cgroup(node)));
  }

  /**
   * Empties a node's state directory, as the loss of its disk does.
   *
   * @param node its name
   */
  public void deleteState(String node) {
    try {
      Remains.deleteTree(places.state(node));
    } catch (IOException e) {
      throw failed("delete the state of " + node + " in", e);
    }
  }

  /**
   * Kills a node's agent alone; the programs that run on the node go on.
   *
   * @param node its name
   */
  public void killAgent(String node) {
    ProcessIdentity agent = required(agent(node), node, "agent");
    processes.signal(agent, Signal.KILL);
    if (!waiting.until("an agent to end", LEAVE_BOUND, () -> !processes.isAlive(agent))) {
      throw new EmbeddedException("the agent of " + node + " does not end");
    }
  }

  /**
   * Stops a node's agent without ending it: it falls silent, as behind a broken network.
   *
   * @param node its name
   */
  public void freezeAgent(String node) {
    processes.signal(required(agent(node), node, "agent"), Signal.STOP);
  }

  /**
   * Lets a frozen agent go on.
   *
   * @param node its name
   */
  public void thawAgent(String node) {
    processes.signal(required(agent(node), node, "agent"), Signal.CONT);
  }

  private ProcessIdentity required(Optional<ProcessIdentity> found, String node, String what) {
    return found.orElseThrow(() ->
        new EmbeddedException(
            "no " + what + " of " + node + " runs in cluster " + places.cluster()));
  }

  private EmbeddedException failed(String doing, IOException e) {
    return new EmbeddedException(
        "cannot " + doing + " cluster " + places.cluster() + ": " + e.getMessage(), e);
  }
}
