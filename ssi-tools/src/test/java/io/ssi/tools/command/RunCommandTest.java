package io.ssi.tools.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.tools.Typed;
import io.ssi.tools.service.ProgramNotStartedException;
import io.ssi.tools.service.StartRequest;
import io.ssi.tools.verb.ExitStatus;
import java.nio.file.Path;
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
  void writesTheDocumentOfTheContract() {
    person.type("run --json -d -w 2 -- sleep 1000");

    assertThat(person.out()).isEqualTo("{\"gpid\":557059,\"application\":17,\"node\":\"node2\"}\n");
  }

  @Test
  void refusesTheForegroundWithTheWayOut() {
    assertThat(person.type("run -- sleep 1000")).isEqualTo(ExitStatus.FAILED);

    assertThat(person.err())
        .isEqualTo(
            "ssi: cannot run 'sleep' in the foreground in this release; start it with: ssi run -d,"
                + " read its output with: ssi logs, its status with: ssi wait\n");
    assertThat(person.cluster.applications.started).isEmpty();
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
    assertThat(person.type("run -d -w node[1-2] -- sleep")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.err()).contains("'node[1-2]' are several nodes, and this takes one");
  }
}
