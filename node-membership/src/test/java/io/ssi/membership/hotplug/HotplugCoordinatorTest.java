package io.ssi.membership.hotplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.membership.jgroups.LoopbackGroup;
import io.ssi.membership.node.FailureKind;
import io.ssi.membership.node.NodeAddress;
import io.ssi.membership.node.NodeDirectory;
import io.ssi.membership.node.NodeFacts;
import io.ssi.membership.node.NodeRecord;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.membership.testing.ManualMembership;
import io.ssi.membership.wire.NodeRecordMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HotplugCoordinatorTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final InMemoryNetwork network = new InMemoryNetwork();
  private final Map<Integer, Agent> agents = new TreeMap<>();
  private FailureWitness witness =
      node -> new FailureWitness.Finding(FailureKind.NODE_GONE, "node " + node.id() + " is gone");

  /** One agent: what its subsystems were told, in order. */
  private final class Agent {
    final NodeId id;
    final List<String> told = Collections.synchronizedList(new ArrayList<>());
    final ManualMembership membership;
    final NodeDirectory directory;
    final HotplugCoordinator hotplug;
    volatile boolean failing;

    Agent(int number) {
      id = new NodeId(number);
      membership = network.join(id);
      directory =
          new NodeDirectory(
              network.maps(id).open(NodeRecordMapper.schema()),
              () -> Instant.ofEpochSecond(number));
      List<HotplugParticipant> participants = new ArrayList<>();
      for (HotplugStage stage : HotplugStage.values()) {
        participants.addFirst(new Recorder(this, stage));
      }
      hotplug =
          new HotplugCoordinator(
              membership,
              directory,
              participants,
              node -> witness.judge(node),
              Thread.ofVirtual().factory());
    }

    NodeRecord start() {
      return hotplug.start(
          "node" + id, new NodeAddress("10.0.0." + id, 7800, 7900), NodeFacts.NONE);
    }

    NodeState state(int node) {
      return directory.find(new NodeId(node)).orElseThrow().state();
    }
  }

  private record Recorder(Agent agent, HotplugStage stage) implements HotplugParticipant {
    @Override
    public void joining() {
      agent.told.add("join " + stage);
      if (agent.failing && stage == HotplugStage.CHECKPOINTS) {
        throw new IllegalStateException("disk full");
      }
    }

    @Override
    public List<String> leaving(boolean force) {
      agent.told.add("leave " + stage);
      return stage == HotplugStage.MIGRATION && !force ? List.of("17 stays") : List.of();
    }

    @Override
    public void nodeJoined(NodeRecord node) {
      once("joined " + node.id());
    }

    @Override
    public void nodeLeft(NodeRecord node) {
      once("left " + node.id());
    }

    @Override
    public void nodeDied(NodeRecord node) {
      once("died " + node.id() + " " + node.failure().orElseThrow());
    }

    private void once(String text) {
      if (stage == HotplugStage.FIGURES) {
        agent.told.add(text);
      }
    }
  }

  private Agent agent(int number) {
    Agent agent = new Agent(number);
    agents.put(number, agent);
    return agent;
  }

  private Agent online(int number) {
    Agent agent = agent(number);
    agent.start();
    agent.hotplug.add();
    agent.told.clear();
    return agent;
  }

  private void crash(Agent... dead) {
    for (Agent agent : dead) {
      agent.hotplug.close();
      agents.values().remove(agent);
    }
    network.crash(Arrays.stream(dead).map(agent -> agent.id).toArray(NodeId[]::new));
  }

  private static void eventually(Agent agent, String... told) {
    LoopbackGroup.eventually(SOON, () -> agent.told.containsAll(List.of(told)));
  }

  @AfterEach
  void close() {
    agents.values().forEach(agent -> agent.hotplug.close());
  }

  @Test
  void joiningRunsTheStagesForwardAndLeavingBackward() {
    Agent one = agent(1);
    assertThat(one.start().state()).isEqualTo(NodeState.PRESENT);

    assertThat(one.hotplug.add().state()).isEqualTo(NodeState.ONLINE);
    assertThat(one.told)
        .containsExactly(
            "join FIGURES",
            "join PROCESS_VIEW",
            "join APPLICATIONS",
            "join CHECKPOINTS",
            "join MIGRATION",
            "join PLACEMENT");
    one.told.clear();

    assertThat(one.hotplug.remove(false)).containsExactly("17 stays");
    assertThat(one.state(1)).isEqualTo(NodeState.PRESENT);
    assertThat(one.told)
        .containsExactly(
            "leave PLACEMENT",
            "leave MIGRATION",
            "leave CHECKPOINTS",
            "leave APPLICATIONS",
            "leave PROCESS_VIEW",
            "leave FIGURES");
  }

  @Test
  void aStageThatFailsLeavesTheNodePresentAndUndoesTheRest() {
    Agent one = agent(1);
    one.failing = true;
    one.start();

    assertThatThrownBy(one.hotplug::add)
        .isInstanceOf(HotplugException.class)
        .hasMessageContaining("CHECKPOINTS")
        .hasMessageContaining("disk full");
    assertThat(one.state(1)).isEqualTo(NodeState.PRESENT);
    assertThat(one.told)
        .endsWith("leave CHECKPOINTS", "leave APPLICATIONS", "leave PROCESS_VIEW", "leave FIGURES");
  }

  @Test
  void othersHearOfComingAndGoing() {
    Agent one = online(1);
    Agent two = online(2);
    eventually(one, "joined 2");
    Agent three = agent(3);
    three.start();
    eventually(three, "joined 1", "joined 2");
    three.told.clear();

    two.hotplug.remove(true);
    eventually(one, "left 2");
    eventually(three, "left 2");
    assertThat(one.told).doesNotContain("joined 3");
  }

  @Test
  void aDeathIsMarkedByTheOldestAndToldOnceToEveryone() {
    Agent one = online(1);
    Agent two = online(2);
    Agent three = online(3);

    crash(three);

    for (Agent agent : List.of(one, two)) {
      eventually(agent, "died 3 NODE_GONE");
      assertThat(agent.told).filteredOn(text -> text.startsWith("died")).hasSize(1);
    }
    NodeRecord record = one.directory.find(three.id).orElseThrow();
    assertThat(record.state()).isEqualTo(NodeState.FAILED);
    assertThat(record.reason()).isEqualTo("node 3 is gone");
    assertThat(record.since()).isEqualTo(Instant.ofEpochSecond(1));
  }

  @Test
  void theDeathOfTheOldestIsMarkedByTheNext() {
    Agent one = online(1);
    Agent two = online(2);
    Agent three = online(3);

    crash(one);

    eventually(two, "died 1 NODE_GONE");
    eventually(three, "died 1 NODE_GONE");
    assertThat(two.directory.find(one.id).orElseThrow().since())
        .isEqualTo(Instant.ofEpochSecond(2));
  }

  @Test
  void severalDeathsAtOnceAreAllToldWithTheOldestAmongThem() {
    Agent oldest = online(9);
    Agent two = online(2);
    Agent three = online(3);
    Agent four = online(4);
    Agent five = online(5);

    crash(oldest, three);

    for (Agent agent : List.of(two, four, five)) {
      eventually(agent, "died 9 NODE_GONE", "died 3 NODE_GONE");
      assertThat(agent.told).filteredOn(text -> text.startsWith("died")).hasSize(2);
    }
  }

  @Test
  void leavingInGoodOrderIsNoDeath() {
    Agent one = online(1);
    Agent two = online(2);
    eventually(one, "joined 2");

    two.hotplug.leave("shut down");
    two.hotplug.close();
    two.membership.close();

    eventually(one, "left 2");
    assertThat(one.state(2)).isEqualTo(NodeState.POSSIBLE);
    assertThat(one.told).noneMatch(text -> text.startsWith("died"));
  }

  @Test
  void anAgentThatComesBackTakesPartAgainIfItDidBefore() {
    Agent one = online(1);
    Agent two = online(2);
    agent(3).start();
    Agent present = Objects.requireNonNull(agents.get(3));
    crash(two, present);
    eventually(one, "died 2 NODE_GONE", "died 3 NODE_GONE");

    assertThat(agent(2).start().state()).isEqualTo(NodeState.ONLINE);
    assertThat(agent(3).start().state()).isEqualTo(NodeState.PRESENT);

    eventually(one, "joined 2");
    assertThat(one.directory.find(new NodeId(2)).orElseThrow().deaths()).isEqualTo(1);
  }

  @Test
  void aDeathIsToldEvenIfTheAgentIsBackBeforeAnybodyMarkedIt() {
    Agent one = online(1);
    Agent two = online(2);
    witness =
        node -> {
          throw new IllegalStateException("cannot look");
        };
    crash(two);

    agent(2).start();

    eventually(one, "died 2 AGENT_GONE", "joined 2");
    assertThat(one.told).filteredOn(text -> text.startsWith("died")).hasSize(1);
  }

  @Test
  void aMinorityMarksNobodyAndASplitNodeReturnsByItself() {
    Agent one = online(1);
    Agent two = online(2);
    Agent three = online(3);

    network.partition(List.of(List.of(one.id), List.of(two.id, three.id)));
    eventually(two, "died 1 NODE_GONE");
    eventually(three, "died 1 NODE_GONE");
    assertThat(one.told).noneMatch(text -> text.startsWith("died"));
    network.merge();

    LoopbackGroup.eventually(SOON, () -> two.state(1) == NodeState.ONLINE);
    eventually(two, "joined 1");
    assertThat(one.state(2)).isEqualTo(NodeState.ONLINE);
  }
}
