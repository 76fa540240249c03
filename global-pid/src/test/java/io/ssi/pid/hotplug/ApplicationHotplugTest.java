package io.ssi.pid.hotplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.membership.hotplug.HotplugStage;
import io.ssi.membership.node.FailureKind;
import io.ssi.membership.node.NodeAddress;
import io.ssi.membership.node.NodeDirectory;
import io.ssi.membership.node.NodeFacts;
import io.ssi.membership.node.NodeRecord;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.membership.wire.NodeRecordMapper;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Applications;
import io.ssi.pid.Rows;
import io.ssi.pid.TestNode;
import io.ssi.pid.view.NodeStanding;
import io.ssi.pid.view.NodeStanding.Standing;
import io.ssi.pid.view.ProcessQuery;
import io.ssi.pid.view.ProcessView;
import io.ssi.pid.wire.TableWire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationHotplugTest {
  @TempDir Path directory;
  private final InMemoryNetwork network = new InMemoryNetwork();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private TestNode one;
  private TestNode two;
  private NodeDirectory nodes;
  private DirectoryNodes shown;
  private ApplicationHotplug hotplug;
  private Application app;
  private boolean certain = true;

  @BeforeEach
  void anApplicationOnTheSecondOfTwoNodes() {
    one = new TestNode(1, network, directory);
    two = new TestNode(2, network, directory);
    nodes =
        new NodeDirectory(
            network.maps(one.id).open(NodeRecordMapper.schema()), () -> Applications.NOON);
    for (NodeId node : List.of(one.id, two.id)) {
      nodes.join(node, "node" + node, new NodeAddress("127.0.0.1", 1, 2), NodeFacts.NONE);
      nodes.move(node, NodeState.ONLINE, "added");
    }
    shown = new DirectoryNodes(nodes, one.registry);
    hotplug = hotplug(one);
    app = two.host.start(TestNode.request("work"));
  }

  @AfterEach
  void close() throws InterruptedException {
    timer.shutdown();
    assertThat(timer.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    one.close();
    two.close();
  }

  @Test
  void applicationsOfANodeThatIsGoneAreLost() {
    NodeRecord gone = nodes.fail(two.id, FailureKind.NODE_GONE, "it was switched off");

    hotplug.nodeDied(gone);

    assertThat(one.registry.get(app.id()).phase()).isEqualTo(ApplicationPhase.LOST);
    assertThat(one.registry.get(app.id()).reason())
        .isEqualTo("node 2 is gone: it was switched off");
  }

  @Test
  void applicationsOfANodeWhoseAgentAloneIsGoneRunOn() {
    hotplug.nodeDied(nodes.fail(two.id, FailureKind.AGENT_GONE, "killed"));
    assertThat(one.registry.get(app.id())).isEqualTo(app);

    hotplug.failureResolved(nodes.resolve(two.id, FailureKind.NODE_GONE, "said by a person"));
    assertThat(one.registry.get(app.id()).phase()).isEqualTo(ApplicationPhase.LOST);
  }

  @Test
  void nothingIsLostWhileNobodyKnowsWhatIsGone() {
    hotplug.nodeDied(nodes.fail(two.id, FailureKind.UNKNOWN, "silent"));

    assertThat(one.registry.get(app.id())).isEqualTo(app);
  }

  @Test
  void lossesThatCannotBeRecordedNowAreRecordedLater() {
    NodeRecord gone = nodes.fail(two.id, FailureKind.NODE_GONE, "it was switched off");
    network.partition(List.of(List.of(one.id), List.of(two.id)));

    hotplug.nodeDied(gone);
    assertThat(one.registry.get(app.id())).isEqualTo(app);
    network.merge();

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> one.registry.get(app.id()).phase() == ApplicationPhase.LOST);
  }

  @Test
  void nothingIsLostWhileWhatIsSaidIsNotCertain() {
    certain = false;

    hotplug.nodeDied(nodes.fail(two.id, FailureKind.NODE_GONE, "does not answer"));

    assertThat(one.registry.get(app.id())).isEqualTo(app);
  }

  @Test
  void aJoiningNodeGoesOnWithItsContainers() {
    two.close();
    network.crash(two.id);
    two = new TestNode(2, network, directory, two.containers);

    hotplug(two).joining();

    assertThat(two.host.keeperOf(app.id().firstContainer())).isPresent();
  }

  @Test
  void showsTheNodesThatTakePartAndThoseThatFailed() {
    assertThat(shown.standings())
        .containsExactly(
            new NodeStanding(one.id, Standing.ANSWERS, ""),
            new NodeStanding(two.id, Standing.ANSWERS, ""));

    nodes.fail(two.id, FailureKind.AGENT_GONE, "killed");
    assertThat(shown.standings().get(1))
        .isEqualTo(new NodeStanding(two.id, Standing.AGENT_GONE, "failed: killed"));

    nodes.resolve(two.id, FailureKind.NODE_GONE, "switched off");
    assertThat(shown.standings().get(1))
        .isEqualTo(new NodeStanding(two.id, Standing.NODE_GONE, "failed: switched off"));
  }

  @Test
  void aNodeThatTakesNoPartIsShownOnlyWhileItHostsAnApplication() {
    for (NodeId node : List.of(one.id, two.id)) {
      nodes.move(node, NodeState.DRAINING, "");
      nodes.move(node, NodeState.PRESENT, "");
    }

    assertThat(shown.standings()).containsExactly(new NodeStanding(two.id, Standing.ANSWERS, ""));
  }

  @Test
  void theTableForgetsANodeThatIsGoneAndKeepsOneWhoseAgentIs() {
    for (TestNode node : List.of(one, two)) {
      network
          .channel(node.id)
          .handle(
              ProcessView.TABLE,
              (from, body) ->
                  TableWire.encode(
                      node.id, List.of(Rows.ofNode(node.id.value(), 1, "init")), 10_000));
    }
    ProcessView view =
        new ProcessView(network.channel(one.id), shown, System::nanoTime, Duration.ofSeconds(5));
    ViewHotplug table = new ViewHotplug(view);
    assertThat(view.list(ProcessQuery.ALL).rows()).hasSize(2);

    table.nodeDied(nodes.fail(two.id, FailureKind.AGENT_GONE, "killed"));
    assertThat(view.list(ProcessQuery.ALL).rows()).hasSize(2);
    table.failureResolved(nodes.resolve(two.id, FailureKind.NODE_GONE, "switched off"));
    nodes.resolve(two.id, FailureKind.AGENT_GONE, "it is not, after all");

    assertThat(view.list(ProcessQuery.ALL).rows()).hasSize(1);
    assertThat(table.stage()).isEqualTo(HotplugStage.PROCESS_VIEW);
  }

  private ApplicationHotplug hotplug(TestNode node) {
    return new ApplicationHotplug(
        node.host,
        node.registry,
        nodes,
        id -> certain && nodes.find(id).filter(DirectoryNodes::isGone).isPresent(),
        Runnable::run,
        timer);
  }
}
