package io.ssi.tools.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.pid.ApplicationId;
import io.ssi.tools.Typed;
import io.ssi.tools.service.Caller;
import io.ssi.tools.service.ClusterRest.Done;
import io.ssi.tools.service.ClusterRest.Failed;
import io.ssi.tools.service.ClusterRest.Outcome;
import io.ssi.tools.verb.ExitStatus;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClusterCommandTest {
  private static final Done DONE = new Done(new ApplicationId(17), 3, "node1", true);
  private static final Done AWAKE = new Done(new ApplicationId(19), 1, "node2", false);
  private static final Failed FAILED = new Failed(new ApplicationId(18), "an io_uring is open");

  private final Typed person = new Typed();

  @Test
  void namesWhatWasSavedAndSaysThatAgentsStop() {
    person.cluster.rest.outcome = new Outcome(List.of(DONE), List.of(), true);

    assertThat(person.type("cluster suspend")).isEqualTo(ExitStatus.DONE);

    assertThat(person.out()).isEqualTo("application 17 saved as version 3 on node1\n");
    assertThat(person.err())
        .isEqualTo("the agents stop now; start them again and say: ssi cluster resume\n");
    assertThat(person.cluster.rest.forced).isFalse();
    person.type("cluster suspend --json");
    assertThat(person.out())
        .isEqualTo(
            "{\"suspended\":[{\"application\":17,\"version\":3,\"node\":\"node1\"}],\"failed\":[],"
                + "\"stopped\":true}\n");
  }

  @Test
  void namesWhatCannotBeSavedAndThatNothingWasDone() {
    person.cluster.rest.outcome = new Outcome(List.of(), List.of(FAILED), false);

    assertThat(person.type("cluster suspend")).isEqualTo(ExitStatus.FAILED);

    assertThat(person.out()).isEmpty();
    assertThat(person.err())
        .isEqualTo(
            """
            ssi: application 18: an io_uring is open
            ssi: the cluster was not suspended; everything runs on
            """);
  }

  @Test
  void byForceItIsPartlyDone() {
    person.cluster.rest.outcome = new Outcome(List.of(DONE), List.of(FAILED), true);

    assertThat(person.type("cluster suspend --force")).isEqualTo(ExitStatus.PARTLY);
    assertThat(person.cluster.rest.forced).isTrue();
  }

  @Test
  void aLineForEachThatIsBack() {
    person.cluster.rest.outcome = new Outcome(List.of(DONE, AWAKE), List.of(FAILED), false);

    assertThat(person.type("cluster resume")).isEqualTo(ExitStatus.PARTLY);

    assertThat(person.out())
        .isEqualTo(
            """
            application 17 restarted from version 3 on node1
            application 19 runs already on node2
            """);
    assertThat(person.err()).isEqualTo("ssi: application 18: an io_uring is open\n");
    person.type("cluster resume --json");
    assertThat(person.out())
        .startsWith("{\"resumed\":[{\"application\":17,")
        .endsWith("\"failed\":[{\"application\":18,\"message\":\"an io_uring is open\"}]}\n");
  }

  @Test
  void nothingToBringBackIsDone() {
    assertThat(person.type("cluster resume")).isEqualTo(ExitStatus.DONE);
    assertThat(person.out()).isEmpty();
  }

  @Test
  void onlyRootMay() {
    person.caller = new Caller(1000, 1000, Set.of(), 1);

    assertThat(person.type("cluster suspend")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.type("cluster resume")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.type("cluster")).isEqualTo(ExitStatus.USAGE);
  }
}
