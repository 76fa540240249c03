package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every phase of a move, crossed with what is killed or cut just when it is reached, with real
 * agents and CRIU. The table in docs/design/migration.md has the same for every moment.
 */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class MoveUnderFireIT {
  private static final int PATIENCE = 60;
  private static final List<String> PHASES =
      List.of("REQUESTED", "RESERVED", "FROZEN", "TRANSFERRED", "HELD", "COMMITTED", "RESUMED");

  // The third keeps a majority while an agent of the two others is dead.
  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  private static Counter counter;

  @BeforeAll
  static void somethingRuns() {
    counter = Counter.on(CLUSTER, "node1", "under-fire");
  }

  @AfterAll
  static void itEnds() {
    counter.app().kill();
  }

  static Stream<Arguments> cells() {
    return PHASES.stream()
        .flatMap(phase -> Stream.of(Harm.values()).map(harm -> Arguments.of(phase, harm)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cells")
  void exactlyOneCopyRuns(String phase, Harm harm) {
    App app = counter.app();
    String source = app.node();
    String target = source.equals("node1") ? "node2" : "node1";
    Finished told;
    try (Running move = CLUSTER.begin("--on", "node3", "migrate", app.id(), target)) {
      try (Hold hold = Hold.at(CLUSTER, source, phase)) {
        hold.awaitHeld();
        harm.befall(CLUSTER, source, target);
      }
      told = move.end(PATIENCE);
    }

    if (harm.killsAnAgent()) {
      CLUSTER.local("up").done();
    }

    boolean moves = moves(phase, harm);
    await()
        .atMost(Duration.ofSeconds(PATIENCE))
        .untilAsserted(() -> {
          Finished listed = CLUSTER.ssi("ps", "--json", app.id());
          assertThat(listed.numbers("gpid")).as("%s", told).contains(app.gpid());
          assertThat(listed.numbers("gpid")).as("%s", listed).doesNotHaveDuplicates();
          assertThat(listed.texts("node")).as("%s", told).containsOnly(moves ? target : source);
        });
    counter.goesOn();
    if (told.status() == 0) {
      assertThat(moves).as("%s", told).isTrue();
    }
  }

  /** From its commit on it moves; before, unless nobody notices in time what is missing. */
  private static boolean moves(String phase, Harm harm) {
    return switch (phase) {
      case "REQUESTED" -> harm == Harm.SOURCE_CRIU_KILLED || harm == Harm.TARGET_CRIU_KILLED;
      case "HELD" ->
          harm == Harm.TARGET_AGENT_KILLED
              || harm == Harm.TARGET_CRIU_KILLED
              || harm == Harm.LINK_CUT;
      case "COMMITTED", "RESUMED" -> true;
      default -> false;
    };
  }
}
