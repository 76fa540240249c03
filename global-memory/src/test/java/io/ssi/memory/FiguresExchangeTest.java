package io.ssi.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.Reply;
import io.ssi.membership.testing.InMemoryNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FiguresExchangeTest {
  private static final NodeId ONE = new NodeId(1);
  private static final NodeId TWO = new NodeId(2);
  private static final NodeId THREE = new NodeId(3);
  private static final NodeId ABSENT = new NodeId(9);
  private static final NodeFigures FIGURES = SampleFigures.machine(new Random(7));

  private final InMemoryNetwork network = new InMemoryNetwork();
  private final AtomicLong nanos = new AtomicLong();
  private FiguresSource secondSource = () -> FIGURES;
  private FiguresExchange exchange;

  @BeforeEach
  void threeNodes() {
    exchange = exchange(ONE, () -> FIGURES);
    exchange(TWO, () -> secondSource.read());
    network.channel(THREE).handle(FiguresExchange.REQUEST, (from, body) -> new byte[] {1, 2, 3});
    List.of(ONE, TWO, THREE).forEach(network::join);
  }

  private FiguresExchange exchange(NodeId node, FiguresSource source) {
    return new FiguresExchange(network.channel(node), source, FiguresExchange.DEADLINE, nanos::get);
  }

  @Test
  void asksThisNodeAndOthersAlike() {
    Map<NodeId, NodeAnswer> answers = exchange.collect(List.of(TWO, ONE));

    assertThat(answers.keySet()).containsExactly(ONE, TWO);
    assertThat(answers.values())
        .containsOnly(new NodeAnswer.Known(FIGURES, Duration.ZERO, Optional.empty()));
  }

  @Test
  void aSilentNodeIsShownWithItsLastFiguresAndTheirAge() {
    exchange.collect(List.of(TWO));
    network.firewall().cut(ONE, TWO);
    nanos.set(3_000_000_000L);

    NodeAnswer answer = exchange.collect(List.of(TWO)).get(TWO);

    assertThat(answer)
        .isEqualTo(
            new NodeAnswer.Known(
                FIGURES, Duration.ofSeconds(3), Optional.of("node 2 did not answer in time")));
  }

  @Test
  void aNodeThatWasNeverHeardIsNamed() {
    ClusterFile file =
        new ClusterFigures(exchange).file(ClusterFileName.MEMINFO, List.of(ONE, ABSENT));

    assertThat(file.text()).isEqualTo(FIGURES.meminfo().format());
    assertThat(file.isComplete()).isFalse();
    assertThat(file.nodes())
        .containsExactly(
            new NodeAge(ONE, Optional.of(Duration.ZERO), Optional.empty()),
            new NodeAge(ABSENT, Optional.empty(), Optional.of("node 9 is not in the group")));
  }

  @Test
  void aNodeWhoseReadingFailsSaysWhy() {
    secondSource =
        () -> {
          throw new IllegalStateException("no /proc here");
        };

    assertThat(exchange.collect(List.of(TWO)).get(TWO))
        .isInstanceOfSatisfying(
            NodeAnswer.Unknown.class,
            unknown -> assertThat(unknown.problem()).contains("no /proc here"));
  }

  @Test
  void anAnswerThatCannotBeUnderstoodIsAProblemOfThatNodeAlone() {
    Map<NodeId, NodeAnswer> answers = exchange.collect(List.of(ONE, THREE));

    assertThat(answers.get(ONE)).isInstanceOf(NodeAnswer.Known.class);
    assertThat(answers.get(THREE))
        .isInstanceOfSatisfying(
            NodeAnswer.Unknown.class,
            unknown -> assertThat(unknown.problem()).contains("same version"));
  }

  @Test
  void aForgottenNodeIsInNoLaterResult() {
    exchange.collect(List.of(TWO));
    network.crash(TWO);

    assertThat(exchange.collect(List.of(TWO)).get(TWO)).isInstanceOf(NodeAnswer.Known.class);
    exchange.forget(TWO);
    assertThat(exchange.collect(List.of(TWO)).get(TWO)).isInstanceOf(NodeAnswer.Unknown.class);
  }

  @Test
  void oneLinePerNode() {
    List<NodeSummary> summaries = new ClusterFigures(exchange).summaries(List.of(ABSENT, ONE));

    assertThat(summaries).extracting(line -> line.age().node()).containsExactly(ONE, ABSENT);
    assertThat(summaries.getFirst().values())
        .contains(
            new NodeSummary.Values(
                FIGURES.cpuinfo().processors().size(),
                FIGURES.meminfo().bytes("MemTotal"),
                FIGURES.meminfo().bytes("MemAvailable"),
                FIGURES.loadavg().load1(),
                FIGURES.processes(),
                new NodeSummary.Time(
                    FIGURES.bootId().id(),
                    ProcessorTime.capacity(FIGURES.stat().total())
                        - FIGURES.stat().total().idle()
                        - FIGURES.stat().total().ioWait(),
                    ProcessorTime.capacity(FIGURES.stat().total()))));
    assertThat(summaries.getLast().values()).isEmpty();
    assertThat(summaries.getLast().age().error()).isPresent();
  }

  @Test
  void answersFitTheChannel() {
    Reply reply =
        network
            .channel(ONE)
            .request(TWO, FiguresExchange.REQUEST, new byte[0], FiguresExchange.DEADLINE);

    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Answered.class, answer -> assertThat(answer.body()).hasSizeLessThan(10_000));
  }
}
