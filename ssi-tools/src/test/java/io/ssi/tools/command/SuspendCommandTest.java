package io.ssi.tools.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.pid.ApplicationId;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.GlobalPid;
import io.ssi.tools.Typed;
import io.ssi.tools.service.ProcessRow;
import io.ssi.tools.verb.ExitStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SuspendCommandTest {
  private static final ApplicationId APP = new ApplicationId(17);

  private final Typed person = new Typed();

  @BeforeEach
  void oneApplication() {
    person.cluster.processes.rows.add(
        new ProcessRow(
            GlobalPid.inContainer(new ContainerNumber(17), 3),
            "node1",
            812,
            Optional.empty(),
            Optional.of(APP),
            0,
            "root",
            'S',
            0,
            0,
            0,
            Duration.ZERO,
            Instant.EPOCH,
            "sleep"));
  }

  @Test
  void suspendsAndResumesByIdOrByAnyProcess() {
    assertThat(person.type("suspend 17")).isEqualTo(ExitStatus.DONE);
    assertThat(person.cluster.processes.suspended).containsExactly(APP);
    assertThat(person.type("resume 17.3")).isEqualTo(ExitStatus.DONE);
    assertThat(person.cluster.processes.suspended).isEmpty();
    assertThat(person.out()).isEmpty();
  }

  @Test
  void namesEachThatIsNotThere() {
    assertThat(person.type("suspend 18 17")).isEqualTo(ExitStatus.PARTLY);
    assertThat(person.err()).isEqualTo("ssi: 18: there is no application 18\n");
    assertThat(person.cluster.processes.suspended).containsExactly(APP);
    assertThat(person.type("resume 18")).isEqualTo(ExitStatus.FAILED);
  }

  @Test
  void writesOneDocument() {
    person.type("suspend --json 17 18");

    assertThat(person.out())
        .isEqualTo(
            "{\"suspended\":[\"17\"],\"failed\":[{\"target\":\"18\","
                + "\"code\":\"unknown_application\",\"message\":\"there is no application 18\"}]}\n");
    person.type("resume --json 17");
    assertThat(person.out()).isEqualTo("{\"resumed\":[\"17\"],\"failed\":[]}\n");
  }

  @Test
  void refusesWhatIsNoApplication() {
    assertThat(person.type("suspend")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("resume x")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("suspend 1077936129")).isEqualTo(ExitStatus.USAGE);
  }
}
