package io.ssi.pid.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeId;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.Rows;
import io.ssi.pid.message.ProcessRow;
import io.ssi.pid.message.TableRequest;
import io.ssi.pid.view.NodeStanding.Standing;
import io.ssi.pid.wire.TableWire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessViewTest {
  private static final NodeId ONE = new NodeId(1);
  private static final NodeId TWO = new NodeId(2);

  private final InMemoryNetwork network = new InMemoryNetwork();
  private final Map<NodeId, List<ProcessRow>> rows = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final Map<NodeId, NodeStanding> standings = new HashMap<>();
  private long nanos;
  private int pageBytes = 100_000;
  private ProcessView view;

  @BeforeEach
  void twoNodes() {
    for (NodeId node : List.of(ONE, TWO)) {
      network
          .channel(node)
          .handle(
              ProcessView.TABLE,
              (from, body) -> {
                TableRequest request = TableWire.request(body);
                synchronized (asked) {
                  asked.add(node + ":" + request.afterPid());
                }
                List<ProcessRow> all = rows.get(node);
                if (all == null) {
                  throw new IllegalStateException("no rows");
                }
                return TableWire.encode(
                    node, all.stream().filter(request::wants).toList(), pageBytes);
              });
      network.join(node);
      stands(node, Standing.ANSWERS, "");
    }
    rows.put(ONE, List.of(Rows.ofNode(1, 1, "init"), Rows.ofNode(1, 9, "agent")));
    rows.put(TWO, List.of(Rows.ofNode(2, 1, "init"), Rows.contained(2, 80, 3, "work")));
    view =
        new ProcessView(
            network.channel(ONE),
            () -> List.copyOf(standings.values()),
            () -> nanos,
            Duration.ofSeconds(1));
  }

  @Test
  void showsTheProcessesOfAllNodesByGlobalPid() {
    ProcessListing listing = view.list(ProcessQuery.ALL);

    assertThat(listing.rows())
        .extracting(ProcessRow::command)
        .containsExactly("work", "init", "agent", "init");
    assertThat(listing.nodes()).containsExactly(fresh(ONE), fresh(TWO));
  }

  @Test
  void showsOnlyApplicationsUnlessAskedForAll() {
    assertThat(view.list(ProcessQuery.APPLICATIONS).rows())
        .extracting(ProcessRow::command)
        .containsExactly("work");
  }

  @Test
  void nodesThatAreNotOfInterestAreNotAsked() {
    ProcessListing listing = view.list(ProcessQuery.ALL.on(Set.of(TWO)));

    assertThat(asked).containsExactly("2:0");
    assertThat(listing.nodes()).containsExactly(fresh(TWO));
  }

  @Test
  void limitsToTheContainersOfInterest() {
    assertThat(view.list(ProcessQuery.ALL.of(Set.of(new ContainerNumber(17)))).rows())
        .extracting(ProcessRow::command)
        .containsExactly("work");
  }

  @Test
  void aSilentNodeIsNamedAndShowsItsLastAnswerWithItsAge() {
    view.list(ProcessQuery.ALL);
    network.firewall().cut(ONE, TWO);
    nanos += Duration.ofSeconds(30).toNanos();
    rows.put(ONE, List.of(Rows.ofNode(1, 1, "init")));

    ProcessListing listing = view.list(ProcessQuery.ALL);

    assertThat(listing.rows())
        .extracting(ProcessRow::command)
        .containsExactly("work", "init", "init");
    NodeAnswer two = listing.nodes().get(1);
    assertThat(two.age()).contains(Duration.ofSeconds(30));
    assertThat(two.error().orElseThrow()).contains("did not answer");
    assertThat(listing.nodes().get(0)).isEqualTo(fresh(ONE));
  }

  @Test
  void theLastAnswerServesNarrowerQuestionsToo() {
    view.list(ProcessQuery.ALL);
    network.firewall().cut(ONE, TWO);

    assertThat(view.list(ProcessQuery.APPLICATIONS).rows())
        .extracting(ProcessRow::command)
        .containsExactly("work");
  }

  @Test
  void aNodeThatNeverAnsweredIsNamedWithoutAge() {
    network.firewall().cut(ONE, TWO);

    NodeAnswer two = view.list(ProcessQuery.ALL).nodes().get(1);

    assertThat(two.age()).isEmpty();
    assertThat(two.error()).isPresent();
  }

  @Test
  void whatRanOnADeadNodeIsNotShown() {
    view.list(ProcessQuery.ALL);
    network.crash(TWO);
    stands(TWO, Standing.NODE_GONE, "node2 is gone");

    ProcessListing listing = view.list(ProcessQuery.ALL);

    assertThat(listing.rows()).extracting(ProcessRow::node).containsOnly(ONE);
    assertThat(listing.nodes().get(1))
        .isEqualTo(new NodeAnswer(TWO, Optional.empty(), Optional.of("node2 is gone")));
  }

  @Test
  void processesOfANodeWhoseAgentAloneIsGoneAreShownAsTheyWere() {
    view.list(ProcessQuery.ALL);
    network.crash(TWO);
    stands(TWO, Standing.AGENT_GONE, "the agent of node2 is gone");

    ProcessListing listing = view.list(ProcessQuery.ALL);

    assertThat(listing.rows()).extracting(ProcessRow::command).contains("work");
    assertThat(listing.nodes().get(1).error()).contains("the agent of node2 is gone");
  }

  @Test
  void asksOnUntilANodeHasToldEverything() {
    pageBytes = 200;

    assertThat(view.list(ProcessQuery.ALL).rows()).hasSize(4);
    assertThat(asked).contains("1:0", "1:1", "2:0", "2:1");
  }

  @Test
  void aNodeThatTellsNonsenseIsNamed() {
    rows.remove(TWO);

    assertThat(view.list(ProcessQuery.ALL).nodes().get(1).error()).isPresent();
  }

  @Test
  void forgetsANodeThatHasLeft() {
    view.list(ProcessQuery.ALL);
    network.firewall().cut(ONE, TWO);
    view.forget(TWO);

    assertThat(view.list(ProcessQuery.ALL).nodes().get(1).age()).isEmpty();
  }

  private void stands(NodeId node, Standing standing, String reason) {
    standings.put(node, new NodeStanding(node, standing, reason));
  }

  private static NodeAnswer fresh(NodeId node) {
    return new NodeAnswer(node, Optional.of(Duration.ZERO), Optional.empty());
  }
}
