package io.ssi.tools.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.tools.Typed;
import io.ssi.tools.service.Cancellation.Reason;
import io.ssi.tools.testing.FakeApplications.Written;
import io.ssi.tools.verb.ExitStatus;
import org.junit.jupiter.api.Test;

class LogsCommandTest {
  private final Typed person = new Typed();

  @Test
  void keepsTheTwoStreamsApart() {
    person.cluster.applications.log.add(new Written(1, "result ü\n"));
    person.cluster.applications.log.add(new Written(2, "complaint\n"));
    person.cluster.applications.log.add(new Written(1, "no newline"));

    assertThat(person.type("logs 17")).isEqualTo(ExitStatus.DONE);
    assertThat(person.out()).isEqualTo("result ü\nno newline");
    assertThat(person.err()).isEqualTo("complaint\n");
  }

  @Test
  void anInterruptEndsFollowing() {
    person.cluster.applications.log.add(new Written(1, "first\n"));
    person.cluster.applications.log.add(new Written(1, "second\n"));
    person.cancellation.cancel(Reason.INTERRUPTED);

    assertThat(person.type("logs -f 17.3").shellCode()).isEqualTo(130);
    assertThat(person.out()).isEqualTo("first\n");
    assertThat(person.err()).isEqualTo("ssi: interrupted: the application runs on\n");
  }

  @Test
  void wantsOneApplication() {
    assertThat(person.type("logs")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("logs seventeen")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.err()).contains("'seventeen' is neither an application id");
  }
}
