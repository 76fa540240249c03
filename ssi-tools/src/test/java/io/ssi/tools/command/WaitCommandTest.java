package io.ssi.tools.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.tools.Typed;
import io.ssi.tools.service.ProcessEnd;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.ProcessArguments;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitCommandTest {
  private final Typed person = new Typed();

  @BeforeEach
  void ends() {
    ends("17", new ProcessEnd.Exited(7));
    ends("18.3", new ProcessEnd.Killed(15));
    ends("19", new ProcessEnd.Lost("its node is dead"));
  }

  private void ends(String target, ProcessEnd how) {
    person.cluster.processes.ends.put(ProcessArguments.parse(target), how);
  }

  @Test
  void exitsAsTheLastOneDid() {
    assertThat(person.type("wait 17")).isEqualTo(ExitStatus.exited(7));
    assertThat(person.type("wait 17 18.3")).isEqualTo(ExitStatus.killed(15));
    assertThat(person.out()).isEmpty();
  }

  @Test
  void saysWhenTheEndIsNotKnown() {
    assertThat(person.type("wait 19")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.err()).isEqualTo("ssi: how 19 ended is not known: its node is dead\n");
  }

  @Test
  void givesUpAfterTheTimeGiven() {
    assertThat(person.type("wait --timeout 1s 20")).isEqualTo(ExitStatus.TIMED_OUT);
    assertThat(person.err()).startsWith("ssi: it has not ended within the time");
  }

  @Test
  void writesOneDocument() {
    assertThat(person.type("wait --json 18.3 19 17")).isEqualTo(ExitStatus.exited(7));
    assertThat(person.out())
        .isEqualTo(
            "{\"ended\":[{\"target\":\"18.3\",\"signal\":15},"
                + "{\"target\":\"19\",\"lost\":\"its node is dead\"},"
                + "{\"target\":\"17\",\"exit_code\":7}]}\n");
  }

  @Test
  void wantsSomethingToWaitFor() {
    assertThat(person.type("wait")).isEqualTo(ExitStatus.USAGE);
  }
}
