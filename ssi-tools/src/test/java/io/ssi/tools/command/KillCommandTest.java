package io.ssi.tools.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.Signal;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.GlobalPid;
import io.ssi.tools.Typed;
import io.ssi.tools.service.ProcessRow;
import io.ssi.tools.testing.FakeProcesses.Sent;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.ProcessArguments;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KillCommandTest {
  private final Typed person = new Typed();

  @BeforeEach
  void oneProcess() {
    person.cluster.processes.rows.add(
        new ProcessRow(
            GlobalPid.inContainer(new ContainerNumber(17), 3),
            "node1",
            812,
            Optional.empty(),
            Optional.of(new ApplicationId(17)),
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

  private Sent last() {
    return person.cluster.processes.signals.getLast();
  }

  @Test
  void sendsTermUnlessToldOtherwise() {
    assertThat(person.type("kill 17.3")).isEqualTo(ExitStatus.DONE);

    assertThat(last()).isEqualTo(new Sent(ProcessArguments.parse("557059"), Signal.TERM));
    assertThat(person.out()).isEmpty();
  }

  @Test
  void takesASignalInEveryUsualWay() {
    for (String how : new String[] {"-9", "-KILL", "-SIGKILL", "-kill", "-s KILL", "-s 9"}) {
      person.type("kill " + how + " 17");
      assertThat(last()).as(how).isEqualTo(new Sent(ProcessArguments.parse("17"), Signal.KILL));
    }
    person.type("kill 17 --signal=SIGUSR1");
    assertThat(last().signal()).isEqualTo(Signal.USR1);
  }

  @Test
  void takesAGroupAfterTwoHyphens() {
    GlobalPid leader = GlobalPid.parse("17.3");
    person.cluster.processes.groups.add(leader);

    assertThat(person.type("kill -TERM -- -17.3")).isEqualTo(ExitStatus.DONE);
    assertThat(person.type("kill -9 -- -557059")).isEqualTo(ExitStatus.DONE);
    assertThat(person.type("kill -- -17.4")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.type("kill -- -17")).isEqualTo(ExitStatus.USAGE);

    AppOrPid group = new AppOrPid.ByPid(leader);
    assertThat(person.cluster.processes.groupSignals)
        .containsExactly(new Sent(group, Signal.TERM), new Sent(group, Signal.KILL));
    assertThat(person.cluster.processes.signals).isEmpty();
  }

  @Test
  void takesAnApplicationByAnyOfItsProcesses() {
    for (String how : new String[] {"--app 17", "--app 17.9", "--app=557059"}) {
      assertThat(person.type("kill -KILL " + how)).as(how).isEqualTo(ExitStatus.DONE);
      assertThat(last()).as(how).isEqualTo(new Sent(ProcessArguments.parse("17"), Signal.KILL));
    }
    assertThat(person.type("kill --app 17 --app 18")).isEqualTo(ExitStatus.PARTLY);
    assertThat(person.type("kill --app 1077936129")).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void namesEachProcessThatCouldNotBeReached() {
    assertThat(person.type("kill 17.3 18.3")).isEqualTo(ExitStatus.PARTLY);
    assertThat(person.err()).isEqualTo("ssi: 18.3: there is no such process\n");
    assertThat(person.type("kill 18.3")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.type("kill 18.3 19.3")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.err().lines()).hasSize(2);
  }

  @Test
  void writesOneDocument() {
    person.type("kill --json -INT 17.3 18.3");

    assertThat(person.out())
        .isEqualTo(
            "{\"signal\":\"SIGINT\",\"signalled\":[\"17.3\"],\"failed\":[{\"target\":\"18.3\","
                + "\"code\":\"unknown_process\",\"message\":\"there is no such process\"}]}\n");
  }

  @Test
  void listsTheSignals() {
    assertThat(person.type("kill -l")).isEqualTo(ExitStatus.DONE);
    assertThat(person.out()).startsWith("HUP INT QUIT ").endsWith(" RTMAX\n");
  }

  @Test
  void refusesWhatIsNoSignalOrNoProcess() {
    assertThat(person.type("kill -NONSENSE 17")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("kill -s 99 17")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.err()).contains("'99' is no signal");
    assertThat(person.type("kill")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("kill -9")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("kill x")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.cluster.processes.signals).isEmpty();
  }
}
