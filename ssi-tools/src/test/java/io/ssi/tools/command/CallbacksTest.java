package io.ssi.tools.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeState;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.ApplicationId;
import io.ssi.tools.Typed;
import io.ssi.tools.service.ProcessEnd;
import io.ssi.tools.verb.ExitStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallbacksTest {
  // What the fake gives to the programs that are started.
  private static final AppOrPid FIRST = new AppOrPid.ById(new ApplicationId(17));
  private static final AppOrPid SECOND = new AppOrPid.ById(new ApplicationId(18));

  private final Typed person = new Typed();

  @BeforeEach
  void scriptsEndWell() {
    person.cluster.nodes.node(1, NodeState.ONLINE, "");
    person.cluster.processes.ends.put(FIRST, new ProcessEnd.Exited(0));
    person.cluster.processes.ends.put(SECOND, new ProcessEnd.Exited(0));
  }

  @Test
  void scriptsAreRunBeforeAndAfterACheckpointAndToldOfIt() {
    assertThat(person.type(List.of("checkpoint", "--before", "flush", "--after", "go", "17")))
        .isEqualTo(ExitStatus.DONE);

    assertThat(person.cluster.applications.started)
        .extracting(request -> request.command())
        .containsExactly(List.of("sh", "-c", "flush"), List.of("sh", "-c", "go"));
    assertThat(environment(0))
        .containsEntry("SSI_EVENT", "before-checkpoint")
        .containsEntry("SSI_APPLICATION", "17")
        .doesNotContainKey("SSI_VERSION");
    assertThat(environment(1))
        .containsEntry("SSI_EVENT", "after-checkpoint")
        .containsEntry("SSI_VERSION", "1");
  }

  @Test
  void nothingIsSavedWhenTheScriptBeforeFails() {
    person.cluster.processes.ends.put(FIRST, new ProcessEnd.Exited(3));

    assertThat(person.type(List.of("checkpoint", "--before", "flush", "--after", "go", "17")))
        .isEqualTo(ExitStatus.FAILED);

    assertThat(person.err())
        .contains("the script before it exited with 3", "ssi logs 17")
        .doesNotContain("Exception");
    assertThat(person.cluster.checkpoints.saved).isEmpty();
    assertThat(person.cluster.applications.started).hasSize(1);
  }

  @Test
  void theScriptAfterwardsIsRunAlsoWhenItFailed() {
    assertThat(person.type(List.of("restart", "--after", "go", "17"))).isEqualTo(ExitStatus.FAILED);

    assertThat(environment(0))
        .containsEntry("SSI_EVENT", "failed-restart")
        .doesNotContainKey("SSI_VERSION");
  }

  @Test
  void aScriptAfterwardsThatFailsIsNamedAndWhatWasDoneStays() {
    person.cluster.processes.ends.put(FIRST, new ProcessEnd.Killed(9));

    assertThat(person.type(List.of("checkpoint", "--after", "go", "17")))
        .isEqualTo(ExitStatus.PARTLY);

    assertThat(person.err()).contains("the script afterwards was ended by signal 9");
    assertThat(person.out()).contains("Version: 1");
  }

  @Test
  void aDryRunRunsNoScript() {
    person.type(List.of("checkpoint", "--dry-run", "--before", "flush", "17"));

    assertThat(person.cluster.applications.started).isEmpty();
  }

  @Test
  void theyDoNotGoWithWhatHappensLaterOrMoreThanOnce() {
    assertThat(person.type(List.of("checkpoint", "--every", "10m", "--before", "flush", "17")))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(person.type(List.of("restart", "--new", "--after", "go", "17")))
        .isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void scriptsAreRunAroundARestart() {
    person.type("checkpoint 17");

    assertThat(person.type(List.of("restart", "--before", "mount", "--after", "go", "17")))
        .isEqualTo(ExitStatus.DONE);

    assertThat(environment(0)).containsEntry("SSI_EVENT", "before-restart");
    assertThat(environment(1))
        .containsEntry("SSI_EVENT", "after-restart")
        .containsEntry("SSI_VERSION", "1");
  }

  private Map<String, String> environment(int script) {
    return person.cluster.applications.started.get(script).environment();
  }
}
