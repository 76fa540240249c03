package io.ssi.tools.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.tools.Typed;
import io.ssi.tools.service.Blocker;
import io.ssi.tools.service.Cancellation.Reason;
import io.ssi.tools.service.Migrations.MoveRequest;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.ProcessArguments;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrateCommandTest {
  private static final String REFUSED =
      "{\"movable\":false,\"blockers\":[{\"code\":\"io_uring\",\"subject\":\"process 17.5\","
          + "\"message\":\"has an io_uring\",\"advice\":\"start it without\"}]}\n";

  private final Typed person = new Typed();

  @BeforeEach
  void twoNodes() {
    person.cluster.nodes.node(1, NodeState.ONLINE, "");
    person.cluster.nodes.node(2, NodeState.ONLINE, "");
  }

  private void block() {
    person.cluster.migrations.blockers.add(
        new Blocker("io_uring", "process 17.5", "has an io_uring", "start it without"));
  }

  @Test
  void movesAndSaysHowItWent() {
    assertThat(person.type("migrate 17 node2 --tcp-close")).isEqualTo(ExitStatus.DONE);

    assertThat(person.out())
        .isEqualTo(
            "application 17 moved from node1 to node2: 3 processes, 5.0M, stood still for 23ms of"
                + " 180ms\n");
    assertThat(person.cluster.migrations.requests)
        .containsExactly(new MoveRequest(ProcessArguments.parse("17"), new NodeId(2), true));
  }

  @Test
  void writesTheDocumentOfTheContract() {
    person.type("migrate --json 17.3 2");

    assertThat(person.out())
        .isEqualTo(
            "{\"application\":17,\"from\":\"node1\",\"to\":\"node2\",\"processes\":3,"
                + "\"bytes\":5242880,\"downtime_ms\":23,\"total_ms\":180,"
                + "\"phases\":[{\"phase\":\"reserved\",\"ms\":12},{\"phase\":\"frozen\",\"ms\":4}]}\n");
  }

  @Test
  void saysWhatIsInTheWay() {
    block();

    assertThat(person.type("migrate 17 node2")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.err())
        .isEqualTo(
            "ssi: cannot move application 17 to node2: process 17.5 has an io_uring; start it"
                + " without\n");
    assertThat(person.out()).isEmpty();
    assertThat(person.type("migrate 17 node2 --json")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.out()).isEqualTo(REFUSED);
    assertThat(person.err()).startsWith("ssi: cannot move application 17");
  }

  @Test
  void looksWithoutTouching() {
    assertThat(person.type("migrate --dry-run 17 node2")).isEqualTo(ExitStatus.DONE);
    assertThat(person.out()).isEqualTo("application 17 can move to node2\n");
    person.type("migrate --dry-run --json 17 node2");
    assertThat(person.out()).isEqualTo("{\"movable\":true,\"blockers\":[]}\n");

    block();
    assertThat(person.type("migrate --dry-run 17 node2")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.out()).isEqualTo("process 17.5 has an io_uring; start it without\n");
    person.type("migrate --dry-run --json 17 node2");
    assertThat(person.out()).isEqualTo(REFUSED);
    assertThat(person.cluster.migrations.requests).isEmpty();
  }

  @Test
  void anInterruptSaysWhereItRuns() {
    person.cancellation.cancel(Reason.INTERRUPTED);

    assertThat(person.type("migrate 17 node2").shellCode()).isEqualTo(130);
    assertThat(person.err()).isEqualTo("ssi: interrupted: application 17 runs on on node1\n");
  }

  @Test
  void refusesNonsense() {
    assertThat(person.type("migrate 17")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("migrate x node2")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("migrate 17 node9")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.cluster.migrations.requests).isEmpty();
  }
}
