package io.ssi.agent.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.agent.service.LeastLoaded.Candidate;
import io.ssi.membership.NodeId;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeastLoadedTest {
  private static final long GIBIBYTE = 1L << 30;

  private static Candidate node(int id, int cpus, double load, long available) {
    return new Candidate(new NodeId(id), cpus, load, GIBIBYTE, available);
  }

  private static int best(Candidate... nodes) {
    return LeastLoaded.of(List.of(nodes), new Random(1)).orElseThrow().value();
  }

  @Test
  void isTheOneWithTheLeastLoadPerProcessor() {
    assertThat(best(node(1, 2, 1.0, GIBIBYTE), node(2, 8, 2.0, GIBIBYTE))).isEqualTo(2);
    assertThat(best(node(1, 2, 0.2, GIBIBYTE), node(2, 8, 2.0, GIBIBYTE))).isEqualTo(1);
  }

  @Test
  void isNotOneWithoutMemoryWhereAnotherHasSome() {
    long little = GIBIBYTE / 20;

    assertThat(best(node(1, 2, 0.0, little), node(2, 2, 9.0, GIBIBYTE / 4))).isEqualTo(2);
    assertThat(best(node(1, 2, 0.0, little), node(2, 2, 9.0, little))).isEqualTo(1);
  }

  @Test
  void isAnyOfThoseThatAreEqual() {
    Random random = new Random(7);
    Set<Integer> chosen = new HashSet<>();
    List<Candidate> nodes =
        List.of(node(1, 2, 0.500, GIBIBYTE), node(2, 2, 0.501, GIBIBYTE), node(3, 2, 1, GIBIBYTE));
    for (int i = 0; i < 100; i++) {
      chosen.add(LeastLoaded.of(nodes, random).orElseThrow().value());
    }

    assertThat(chosen).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void isNoneOfNone() {
    assertThat(LeastLoaded.of(List.of(), new Random(1))).isEmpty();
  }
}
