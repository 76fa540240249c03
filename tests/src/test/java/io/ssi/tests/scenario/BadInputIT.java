package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person may mistype or misunderstand. One program runs through all of it undisturbed. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class BadInputIT {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  /** The init of node1, a process of the node itself. */
  private static final String HOST_PROCESS = Long.toString((1L << 30) + (1L << 22) + 1);

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 1);

  private static Counter counter;

  @BeforeAll
  static void startsAProgram() {
    counter = Counter.on(CLUSTER, "node1", "counter");
  }

  @AfterEach
  void theProgramRunsOnWhereItWas() {
    counter.goesOn();
    counter.app().runsOn("node1");
  }

  @ParameterizedTest
  @MethodSource
  void anUnknownNodeIsNamed(List<String> words) {
    assertThat(typed(words).refused(FAILED)).containsAnyOf("node9", "node 9");
  }

  static Stream<List<String>> anUnknownNodeIsNamed() {
    return Stream.of(
        List.of("migrate", "APP", "node9"),
        List.of("migrate", "--dry-run", "APP", "node9"),
        List.of("run", "-d", "-w", "node9", "--", "true"),
        List.of("restart", "-w", "node9", "APP"),
        List.of("node", "status", "-w", "node[1-2,9]"),
        List.of("ps", "-e", "-w", "@all,node9"),
        List.of("meminfo", "-w", "node9"),
        List.of("node", "add", "-n", "9"),
        List.of("node", "remove", "-n", "node9"),
        List.of("--on", "node9", "ps"));
  }

  @ParameterizedTest
  @MethodSource
  void anUnknownProcessIsNamed(List<String> words) {
    assertThat(typed(words).refused(FAILED)).containsAnyOf("30000", "983040099");
  }

  static Stream<List<String>> anUnknownProcessIsNamed() {
    return Stream.of(
        List.of("kill", "30000"),
        List.of("kill", "-TERM", "30000.99"),
        List.of("kill", "983040099"),
        List.of("wait", "30000"),
        List.of("ps", "30000"),
        List.of("logs", "30000"),
        List.of("migrate", "30000", "node2"),
        List.of("migrate", "30000.99", "node2"),
        List.of("checkpoint", "30000"),
        List.of("restart", "30000"));
  }

  @ParameterizedTest
  @MethodSource
  void wrongArgumentsAreSaid(List<String> words) {
    assertThat(typed(words).refused(USAGE)).isNotEmpty();
  }

  static Stream<List<String>> wrongArgumentsAreSaid() {
    return Stream.of(
        List.of("frobnicate"),
        List.of("ps", "--nosuch"),
        List.of("ps", "-w", "node[1-"),
        List.of("ps", "-w", "node1!@all"),
        List.of("migrate"),
        List.of("migrate", "APP"),
        List.of("migrate", "APP", "node[1-2]"),
        List.of("migrate", "seven", "node2"),
        List.of("migrate", "0", "node2"),
        List.of("kill", "-NOSUCH", "APP"),
        List.of("run", "-d"),
        List.of("node", "remove"),
        List.of("node", "add", "-n", "4", "-c", "1"),
        List.of("restart", "APP", "0"),
        List.of("restart", "--files=perhaps", "APP"),
        List.of("proc", "../../etc/passwd"));
  }

  @Test
  void aProgramThatIsNotThereOrNotOneEndsAsInAShell() {
    assertThat(CLUSTER.ssi("run", "-d", "--", "/no/such/program").refused(127))
        .contains("/no/such/program");
    assertThat(CLUSTER.ssi("run", "-d", "--", "/etc/passwd").refused(126)).contains("/etc/passwd");
  }

  @Test
  void aProcessOfANodeItselfDoesNotMove() {
    for (List<String> words :
        List.of(List.of("migrate", HOST_PROCESS, "node2"), List.of("checkpoint", HOST_PROCESS))) {
      assertThat(typed(words).refused(FAILED)).contains(HOST_PROCESS, "of its node", "ssi run");
    }
  }

  @Test
  void aChildDoesNotMoveAloneAndItsApplicationIsNamed() {
    App app = counter.app();
    long child =
        CLUSTER.ssi("ps", "--json", app.id()).numbers("gpid").stream()
            .filter(gpid -> gpid != app.gpid())
            .findFirst()
            .orElseThrow();

    assertThat(CLUSTER.ssi("migrate", Long.toString(child), "node2").refused(FAILED))
        .contains(Long.toString(child), "application " + app.id());
  }

  @Test
  void aNodeThatIsNotOnlineTakesNothing() {
    assertThat(typed(List.of("migrate", "APP", "node4")).refused(FAILED))
        .contains("node4", "not online");
    assertThat(CLUSTER.ssi("run", "-d", "-w", "node4", "--", "true").refused(FAILED))
        .contains("node4", "not online");
  }

  @Test
  void aMoveToWhereItIsChangesNothing() {
    assertThat(typed(List.of("migrate", "APP", "node1")).refused(FAILED)).contains("node1");
  }

  private static Finished typed(List<String> words) {
    return CLUSTER.ssi(
        words.stream()
            .map(word -> word.equals("APP") ? counter.app().id() : word)
            .toArray(String[]::new));
  }
}
