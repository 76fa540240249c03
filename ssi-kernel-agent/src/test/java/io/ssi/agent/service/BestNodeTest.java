package io.ssi.agent.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.membership.NodeId;
import io.ssi.memory.NodeAge;
import io.ssi.memory.NodeSummary;
import io.ssi.tools.service.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BestNodeTest {
  private final AtomicLong nanos = new AtomicLong(1);
  private final List<NodeId> online =
      new ArrayList<>(List.of(new NodeId(1), new NodeId(2), new NodeId(3)));
  private final Map<NodeId, NodeSummary> summaries = new TreeMap<>();
  private int asked;
  private final BestNode best =
      new BestNode(() -> online, this::summaries, new Random(3), nanos::get);

  private List<NodeSummary> summaries(Collection<NodeId> nodes) {
    asked++;
    return nodes.stream().filter(summaries::containsKey).map(summaries::get).toList();
  }

  private void load(int node, int hundredths) {
    NodeId id = new NodeId(node);
    summaries.put(
        id,
        new NodeSummary(
            new NodeAge(id, Optional.of(Duration.ZERO), Optional.empty()),
            Optional.of(
                new NodeSummary.Values(
                    2,
                    1 << 30,
                    1 << 29,
                    hundredths,
                    10,
                    new NodeSummary.Time(new UUID(0, 1), 0, 0)))));
  }

  private List<Integer> choose(int times) {
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      chosen.add(best.choose().value());
    }
    chosen.sort(Comparator.naturalOrder());
    return chosen;
  }

  @Test
  void manyWhoAskAtATimeAreSpread() {
    load(1, 10);
    load(2, 10);
    load(3, 10);

    assertThat(choose(9)).containsExactly(1, 1, 1, 2, 2, 2, 3, 3, 3);
  }

  @Test
  void aLoadedNodeGetsFewer() {
    load(1, 400);
    load(2, 0);
    load(3, 0);

    assertThat(choose(8)).containsExactly(2, 2, 2, 2, 3, 3, 3, 3);
  }

  @Test
  void whatHasEndedCountsNoMore() {
    load(1, 0);
    load(2, 150);
    load(3, 150);
    for (int i = 0; i < 10; i++) {
      assertThat(best.choose()).isEqualTo(new NodeId(1));
      best.placed(new NodeId(1)).close();
    }

    var _ = best.placed(new NodeId(1));
    var _ = best.placed(new NodeId(1));
    assertThat(best.choose()).isNotEqualTo(new NodeId(1));
  }

  @Test
  void aChoiceThatNobodyUsesIsForgotten() {
    load(1, 0);
    load(2, 150);
    load(3, 150);
    assertThat(choose(2)).containsExactly(1, 1);
    nanos.addAndGet(Duration.ofSeconds(11).toNanos());

    assertThat(choose(2)).containsExactly(1, 1);
  }

  @Test
  void figuresAreAskedForOnceASecond() {
    load(1, 0);
    load(2, 300);
    load(3, 300);
    assertThat(choose(1)).containsExactly(1);
    nanos.addAndGet(Duration.ofMillis(900).toNanos());
    load(1, 900);
    assertThat(choose(1)).containsExactly(1);
    assertThat(asked).isEqualTo(1);
    nanos.addAndGet(Duration.ofMillis(100).toNanos());

    assertThat(choose(1)).doesNotContain(1);
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void aNodeThatIsOfflineOrSilentIsNotChosen() {
    load(1, 0);
    load(2, 900);
    online.remove(new NodeId(1));
    summaries.put(
        new NodeId(3),
        new NodeSummary(
            new NodeAge(new NodeId(3), Optional.empty(), Optional.of("did not answer")),
            Optional.empty()));

    assertThat(choose(2)).containsExactly(2, 2);
    online.clear();
    assertThatThrownBy(best::choose)
        .isInstanceOf(RefusedException.class)
        .hasMessage("no node is online");
  }

  @Test
  void whenNobodyAnswersAnyNodeWillDo() {
    assertThat(choose(3)).containsExactly(1, 2, 3);
  }
}
