package io.ssi.tools.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.tools.Typed;
import io.ssi.tools.service.Caller;
import io.ssi.tools.verb.ExitStatus;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeRemoveCommandTest {
  private final Typed person = new Typed();

  @BeforeEach
  void fourNodes() {
    for (int id = 1; id <= 4; id++) {
      person.cluster.nodes.node(id, NodeState.ONLINE, "");
    }
  }

  @Test
  void removesTheNodesThatAreNamed() {
    assertThat(person.type("node remove -n 1,3")).isEqualTo(ExitStatus.DONE);

    assertThat(person.out()).isEqualTo("Removing nodes [1,3]... done\n");
    assertThat(person.cluster.nodes.state(3)).isEqualTo(NodeState.PRESENT);
    assertThat(person.cluster.nodes.forced).isFalse();
  }

  @Test
  void removesTheHighestFirstAndTheNodeAskedLast() {
    person.type("node remove -c 1 --force");
    assertThat(person.out()).isEqualTo("Removing nodes [4]... done\n");
    assertThat(person.cluster.nodes.forced).isTrue();
    person.type("node remove -t 1");
    assertThat(person.out()).isEqualTo("Removing nodes [2-3]... done\n");
    assertThat(person.type("node remove -t 1")).isEqualTo(ExitStatus.DONE);
    assertThat(person.err()).isEqualTo("note: no node has to be removed\n");
  }

  @Test
  void leavesOneNodeOnline() {
    for (String line : new String[] {"-n 1,2,3,4", "-c 4", "-c 9"}) {
      assertThat(person.type("node remove " + line)).as(line).isEqualTo(ExitStatus.FAILED);
      assertThat(person.err())
          .endsWith("no node would be left online; end the cluster with: ssi down\n");
    }
    assertThat(person.type("node remove -t 0")).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void namesWhatCannotMove() {
    person.cluster.nodes.failures.put(
        new NodeId(3), "application 17 cannot move: it holds a device; --force ends it");

    assertThat(person.type("node remove -n 3,4")).isEqualTo(ExitStatus.PARTLY);
    assertThat(person.out()).isEqualTo("Removing nodes [3-4]... [4] done\n");
    assertThat(person.err())
        .isEqualTo(
            "ssi: node3 was not removed: application 17 cannot move: it holds a device; --force"
                + " ends it\n");
  }

  @Test
  void writesOneDocument() {
    person.type("node remove -n 4 --json");

    assertThat(person.out())
        .isEqualTo("{\"removed\":[{\"name\":\"node4\",\"id\":4}],\"failed\":[]}\n");
  }

  @Test
  void onlyRootMayRemove() {
    person.caller = new Caller(1000, 1000, Set.of(), 1);

    assertThat(person.type("node remove -n 4")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.err()).contains("may not remove nodes");
  }
}
