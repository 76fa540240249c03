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

class NodeAddCommandTest {
  private final Typed person = new Typed();

  @BeforeEach
  void fiveNodes() {
    person.cluster.nodes.node(1, NodeState.ONLINE, "");
    person.cluster.nodes.node(2, NodeState.FAILED, "");
    person.cluster.nodes.node(3, NodeState.PRESENT, "");
    person.cluster.nodes.node(4, NodeState.PRESENT, "");
    person.cluster.nodes.node(5, NodeState.POSSIBLE, "");
  }

  private NodeState state(int id) {
    return person.cluster.nodes.state(id);
  }

  @Test
  void addsTheNodesThatAreNamed() {
    assertThat(person.type("node add -n 3,node4")).isEqualTo(ExitStatus.DONE);

    assertThat(person.out()).isEqualTo("Adding nodes [3-4]... done\n");
    assertThat(state(3)).isEqualTo(NodeState.ONLINE);
    assertThat(state(4)).isEqualTo(NodeState.ONLINE);
  }

  @Test
  void addsSoManyOrUpToATotalOrAll() {
    person.type("node add -c 1");
    assertThat(person.out()).isEqualTo("Adding nodes [3]... done\n");
    person.type("node add --total 3");
    assertThat(person.out()).isEqualTo("Adding nodes [4]... done\n");
    assertThat(person.type("node add -t 3")).isEqualTo(ExitStatus.DONE);
    assertThat(person.out()).isEmpty();
    assertThat(person.err()).isEqualTo("note: no node has to be added\n");

    fiveNodes();
    person.type("node add -a");
    assertThat(person.out()).isEqualTo("Adding nodes [3-4]... done\n");
  }

  @Test
  void refusesToAddMoreThanArePresent() {
    assertThat(person.type("node add -c 3")).isEqualTo(ExitStatus.FAILED);

    assertThat(person.err())
        .isEqualTo(
            "ssi: cannot add 3 nodes: only 2 can be added; start more agents, or see: ssi node status\n");
    assertThat(person.out()).isEmpty();
  }

  @Test
  void namesEveryNodeThatDidNotCome() {
    person.cluster.nodes.failures.put(new NodeId(4), "it did not answer within 60 s");

    assertThat(person.type("node add -n 3,4")).isEqualTo(ExitStatus.PARTLY);
    assertThat(person.out()).isEqualTo("Adding nodes [3-4]... [3] done\n");
    assertThat(person.err()).isEqualTo("ssi: node4 was not added: it did not answer within 60 s\n");
    assertThat(person.type("node add -n 4")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.out()).isEqualTo("Adding nodes [4]... failed\n");
  }

  @Test
  void writesOneDocument() {
    person.cluster.nodes.failures.put(new NodeId(4), "late");

    person.type("node add -n 3,4 --json");

    assertThat(person.out())
        .isEqualTo(
            "{\"added\":[{\"name\":\"node3\",\"id\":3}],"
                + "\"failed\":[{\"name\":\"node4\",\"id\":4,\"message\":\"late\"}]}\n");
  }

  @Test
  void onlyRootMayAdd() {
    person.caller = new Caller(1000, 1000, Set.of(), 1);

    assertThat(person.type("node add -a")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.err()).isEqualTo("ssi: user 1000 may not add nodes; run it as root\n");
    assertThat(state(3)).isEqualTo(NodeState.PRESENT);
  }

  @Test
  void wantsExactlyOneWayToChoose() {
    assertThat(person.type("node add")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("node add -a -c 1")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("node add -n 3 -c 1")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("node add -c 0")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("node add -t x")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("node add -a --timeout soon")).isEqualTo(ExitStatus.USAGE);
    assertThat(state(3)).isEqualTo(NodeState.PRESENT);
  }
}
