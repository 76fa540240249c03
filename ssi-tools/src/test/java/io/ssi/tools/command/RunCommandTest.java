package io.ssi.tools.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.pid.message.RunTerminal;
import io.ssi.tools.Typed;
import io.ssi.tools.service.Foreground;
import io.ssi.tools.service.ProcessEnd;
import io.ssi.tools.service.ProgramNotStartedException;
import io.ssi.tools.service.Repetition;
import io.ssi.tools.service.StartRequest;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunCommandTest {
  private final Typed person = new Typed();

  @BeforeEach
  void twoNodes() {
    person.cluster.nodes.node(1, NodeState.ONLINE, "");
    person.cluster.nodes.node(2, NodeState.ONLINE, "");
  }

  private StartRequest started() {
    return person.cluster.applications.started.getLast();
  }

  @Test
  void startsAProgramAndPrintsItsRoot() {
    assertThat(person.type("run -d -- sleep 1000")).isEqualTo(ExitStatus.DONE);

    assertThat(person.out()).isEqualTo("557059\n");
    assertThat(started().command()).containsExactly("sleep", "1000");
    assertThat(started().directory()).isEqualTo(Path.of("/home/ada"));
    assertThat(started().umask()).isEqualTo(022);
    assertThat(started().environment()).containsEntry("TZ", "UTC");
    assertThat(started().node()).isEmpty();
    assertThat(started().name()).isEmpty();
  }

  @Test
  void startsItWhereAndAsItIsTold() {
    person.type("run -d -w node2 --name lab sleep 1000 -w x");

    assertThat(started().node()).contains(new NodeId(2));
    assertThat(started().name()).contains("lab");
    assertThat(started().command()).containsExactly("sleep", "1000", "-w", "x");
    person.type("run -d --best sleep");
    assertThat(started().node()).isEmpty();
    assertThat(person.type("run -d --best -w node2 sleep")).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void hasWhatItStartsSavedAgainAndAgain() {
    assertThat(person.type("run -d --checkpoint-every 10m --keep 3 -- job"))
        .isEqualTo(ExitStatus.DONE);

    assertThat(person.cluster.applications.started.getLast().repetition())
        .contains(new Repetition(Duration.ofMinutes(10), 3));
    assertThat(person.type("run --checkpoint-every 10m -- job")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.err()).contains("--checkpoint-every goes with -d");
    assertThat(person.type("run -d --keep 3 -- job")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("run -d --checkpoint-every 10m --keep 0 -- job"))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("run -d --app 17 --checkpoint-every 10m -- job"))
        .isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void writesTheDocumentOfTheContract() {
    person.type("run --json -d -w 2 -- sleep 1000");

    assertThat(person.out()).isEqualTo("{\"gpid\":557059,\"application\":17,\"node\":\"node2\"}\n");
  }

  @Test
  void endsAsTheProgramInTheForegroundEnds() {
    assertThat(person.type("run -w node2 -- sleep 1000")).isEqualTo(ExitStatus.DONE);
    assertThat(started().node()).contains(new NodeId(2));
    assertThat(person.out()).isEmpty();

    person.cluster.applications.end = new ProcessEnd.Exited(3);
    assertThat(person.type("run -- sh -c x").shellCode()).isEqualTo(3);
    person.cluster.applications.end = new ProcessEnd.Killed(9);
    assertThat(person.type("run -- sleep 1000").shellCode()).isEqualTo(128 + 9);
    person.cluster.applications.end = new ProcessEnd.Lost("its container was ended");
    assertThat(person.type("run -- sleep 1000").shellCode()).isEqualTo(1);
    assertThat(person.err())
        .isEqualTo("ssi: how 'sleep' ended is not known: its container was ended\n");
  }

  @Test
  void givesATerminalToWhoHasOne() {
    person.type("run -- vi");
    assertThat(connected().terminal()).isEmpty();
    person.type("run -t -- vi");
    assertThat(connected().terminal()).contains(new RunTerminal(0, 0, false));

    person.terminal = new Terminal(true, true, true, 40, 132);
    person.type("run -- vi");
    assertThat(connected().terminal()).contains(new RunTerminal(40, 132, false));
    assertThat(person.console.terminal).isTrue();
    person.type("run -T -- vi");
    assertThat(connected().terminal()).isEmpty();

    person.terminal = new Terminal(true, true, false, 40, 132);
    person.type("run -- make");
    assertThat(connected().terminal()).contains(new RunTerminal(40, 132, true));
    person.terminal = new Terminal(true, false, true, 40, 132);
    person.type("run -- make");
    assertThat(connected().terminal()).isEmpty();
  }

  @Test
  void hangsUpOrGoesOnWhenItsCallerIsKilled() {
    person.type("run -- sleep 1000");
    assertThat(connected().detachWhenLeft()).isFalse();
    person.type("run --on-disconnect=detach -- sleep 1000");
    assertThat(connected().detachWhenLeft()).isTrue();
    assertThat(person.type("run --on-disconnect=stay -- sleep")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("run -t -T -- sleep")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("run -d -t -- sleep")).isEqualTo(ExitStatus.USAGE);
  }

  private Foreground connected() {
    return person.cluster.applications.connected.getLast();
  }

  @Test
  void aProgramThatThereIsNotIs127() {
    person.cluster.applications.failure =
        Optional.of(
            new ProgramNotStartedException(
                false, "cannot start 'slepp' on node1: there is no such program", ""));

    assertThat(person.type("run -d -- slepp").shellCode()).isEqualTo(127);
  }

  @Test
  void wantsAProgramAndANodeThatThereIs() {
    assertThat(person.type("run -d")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("run -d -w node9 -- sleep")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.err()).contains("there is no node node9 ");
  }
}
