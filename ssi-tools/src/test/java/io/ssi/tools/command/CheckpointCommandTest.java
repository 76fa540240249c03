package io.ssi.tools.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.pid.ApplicationId;
import io.ssi.tools.Typed;
import io.ssi.tools.service.Blocker;
import io.ssi.tools.service.Cancellation.Reason;
import io.ssi.tools.service.Checkpoints.SaveRequest;
import io.ssi.tools.service.Repetition;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.ProcessArguments;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckpointCommandTest {
  private final Typed person = new Typed();

  @Test
  void printsWhatKerrighedPrinted() {
    assertThat(person.type(List.of("checkpoint", "-k", "-d", "before the update", "17.3")))
        .isEqualTo(ExitStatus.DONE);

    assertThat(person.out())
        .isEqualTo(
            """
            Identifier: 17
            Version: 1
            Description: before the update
            Date: 2023-11-14 22:13:20 +0000
            """);
    assertThat(person.cluster.checkpoints.saved)
        .contains(new SaveRequest(ProcessArguments.parse("17.3"), "before the update", true));
  }

  @Test
  void writesTheDocumentOfTheContract() {
    person.type("checkpoint --json 17");

    assertThat(person.out())
        .isEqualTo(
            "{\"application\":17,\"version\":1,\"description\":\"\","
                + "\"date\":\"2023-11-14T22:13:20Z\",\"command\":\"sleep 1000\","
                + "\"bytes\":3145728,\"stored_bytes\":1048576,\"holders\":[\"node1\",\"node2\"],"
                + "\"processes\":2,\"frozen_ms\":31,\"total_ms\":90}\n");
  }

  @Test
  void anInterruptLeavesNoVersion() {
    person.cancellation.cancel(Reason.TERMINATED);

    assertThat(person.type("checkpoint 17").shellCode()).isEqualTo(143);
    assertThat(person.err()).isEqualTo("ssi: asked to end: no version was made\n");
    assertThat(person.cluster.checkpoints.rows).isEmpty();
  }

  @Test
  void wantsOneApplication() {
    assertThat(person.type("checkpoint")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("checkpoint 17 18")).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void hasItSavedAgainAndAgainOrNoMore() {
    assertThat(person.type("checkpoint --every 10m --keep 3 17")).isEqualTo(ExitStatus.DONE);

    assertThat(person.out()).isEqualTo("application 17 is saved every 10m\n");
    assertThat(person.cluster.checkpoints.repetitions)
        .containsEntry(
            new ApplicationId(17), Optional.of(new Repetition(Duration.ofMinutes(10), 3)));
    person.type("checkpoint --every 0 17");
    assertThat(person.out()).isEqualTo("application 17 is not saved by itself any more\n");
    assertThat(person.cluster.checkpoints.repetitions)
        .containsEntry(new ApplicationId(17), Optional.empty());
    assertThat(person.type("checkpoint --every 10ms 17")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("checkpoint --every 10m -k 17")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.cluster.checkpoints.rows).isEmpty();
  }

  @Test
  void aDryRunOnlySaysWhatIsInTheWay() {
    assertThat(person.type("checkpoint 17 --dry-run")).isEqualTo(ExitStatus.DONE);
    assertThat(person.out()).endsWith("application 17 can be saved\n");

    person.cluster.checkpoints.blockers.add(
        new Blocker("no_disk", "node1", "has 3 MiB left", "make room"));
    assertThat(person.type("checkpoint 17 --dry-run")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.out()).endsWith("node1 has 3 MiB left; make room\n");
    assertThat(person.type("checkpoint 17 --dry-run --json")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.out())
        .endsWith(
            "{\"movable\":false,\"blockers\":[{\"code\":\"no_disk\",\"subject\":\"node1\","
                + "\"message\":\"has 3 MiB left\",\"advice\":\"make room\"}]}\n");
    assertThat(person.cluster.checkpoints.saved).isEmpty();
  }
}
