package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
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

  private static final Set<String> DECISIVE = Set.of("FROZEN", "HELD", "COMMITTED");

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

  /** All but those that wait for a new agent although others do at a phase of the same kind. */
  static Stream<Arguments> cells() {
    return cells(true);
  }

  static Stream<Arguments> otherCells() {
    return cells(false);
  }

  private static Stream<Arguments> cells(boolean always) {
    return PHASES.stream()
        .flatMap(phase ->
            Stream.of(Harm.values())
                .filter(harm -> (!harm.killsAnAgent() || DECISIVE.contains(phase)) == always)
                .map(harm -> Arguments.of(phase, harm)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cells")
  void exactlyOneCopyRuns(String phase, Harm harm) {
    befall(phase, harm);
  }

  @Tag("long")
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("otherCells")
  void exactlyOneCopyRunsAlsoThere(String phase, Harm harm) {
    befall(phase, harm);
  }

  private static void befall(String phase, Harm harm) {
    App app = counter.app();
    String source = app.node();
    String target = source.equals("node1") ? "node2" : "node1";
    Finished told;
    try (Running move = CLUSTER.begin("--on", "node3", "migrate", "--json", app.id(), target)) {
      try (Hold hold = Hold.at(CLUSTER, source, phase)) {
        hold.awaitHeld();
        harm.befall(CLUSTER, source, target);
      }
      told = move.end(PATIENCE);
    }

    if (harm.killsAnAgent()) {
      CLUSTER.local("up").done();
    }

    Set<String> places = places(phase, harm, source, target);
    await()
        .atMost(Duration.ofSeconds(PATIENCE))
        .untilAsserted(() -> {
          Finished listed = CLUSTER.ssi("ps", "--json", app.id());
          assertThat(listed.numbers("gpid")).as("%s", told).contains(app.gpid());
          assertThat(listed.numbers("gpid")).as("%s", listed).doesNotHaveDuplicates();
          assertThat(Set.copyOf(listed.texts("node"))).as("%s", told).hasSize(1).isSubsetOf(places);
        });
    counter.goesOn();
    if (told.status() == 0) {
      assertThat(app.node()).as("%s", told).isEqualTo(target);
    } else if (told.out().contains("failed_rolled_back")) {
      assertThat(app.node()).as("%s", told).isEqualTo(source);
    }
  }

  /**
   * From its commit on it moves; before, unless nobody notices in time what is missing. Where both
   * ends notice that the link is cut, the first of them decides.
   */
  private static Set<String> places(String phase, Harm harm, String source, String target) {
    return switch (phase) {
      case "COMMITTED", "RESUMED" -> Set.of(target);
      case "HELD" ->
          switch (harm) {
            case LINK_CUT -> Set.of(source, target);
            case TARGET_AGENT_KILLED, TARGET_CRIU_KILLED -> Set.of(target);
            case SOURCE_AGENT_KILLED, SOURCE_CRIU_KILLED -> Set.of(source);
          };
      case "REQUESTED" ->
          harm == Harm.SOURCE_CRIU_KILLED || harm == Harm.TARGET_CRIU_KILLED
              ? Set.of(target)
              : Set.of(source);
      // What of CRIU is there by then is a matter of milliseconds.
      case "RESERVED" -> harm == Harm.TARGET_CRIU_KILLED ? Set.of(source, target) : Set.of(source);
      default -> Set.of(source);
    };
  }
}
