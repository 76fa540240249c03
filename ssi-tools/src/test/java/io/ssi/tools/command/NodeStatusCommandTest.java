package io.ssi.tools.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeState;
import io.ssi.tools.Typed;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Terminal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeStatusCommandTest {
  private final Typed person = new Typed();

  @BeforeEach
  void threeNodes() {
    person.cluster.nodes.node(1, NodeState.ONLINE, "joined");
    person.cluster.nodes.node(2, NodeState.FAILED, "its agent is gone");
    person.cluster.nodes.node(3, NodeState.POSSIBLE, "");
  }

  @Test
  void listsEveryNodeAndNotesWhatIsWrong() {
    assertThat(person.type("node status")).isEqualTo(ExitStatus.DONE);

    assertThat(person.out())
        .isEqualTo(
            """
            NODE  ID STATE    ADDRESS  CPUS  MEM LOAD PROCS   AGE
            node1  1 online   10.0.0.1    2 1.5G 0.25    12 250ms
            node2  2 failed   10.0.0.2    2 1.5G 0.25    12 250ms
            node3  3 possible 10.0.0.3    -    -    -     -     -
            """);
    assertThat(person.err()).isEqualTo("note: node2 is failed: its agent is gone\n");
  }

  @Test
  void coloursFailedNodesOnATerminalUnlessToldNotTo() {
    person.terminal = new Terminal(true, true, true, 24, 80);
    person.environment.put("TERM", "xterm");

    person.type("node status");
    assertThat(person.out()).contains("\u001b[31mnode2");

    person.environment.put("NO_COLOR", "1");
    person.type("node status");
    assertThat(person.out()).doesNotContain("\u001b");
  }

  @Test
  void writesTheDocumentOfTheContract() {
    person.type("node status -w node2 --json");

    assertThat(person.out())
        .isEqualTo(
            "{\"cluster\":\"lab\",\"quorum\":true,\"nodes\":[{\"name\":\"node2\",\"id\":2,"
                + "\"state\":\"failed\",\"reason\":\"its agent is gone\",\"address\":\"10.0.0.2\","
                + "\"cpus\":2,\"memory_bytes\":1610612736,\"load1\":0.25,\"processes\":12,"
                + "\"age_ms\":250}]}\n");
  }

  @Test
  void figuresThatNeverCameAreNull() {
    person.type("--json node status -w 3");

    assertThat(person.out()).contains("\"cpus\":null").contains("\"age_ms\":null");
  }

  @Test
  void saysWhenThereIsNoMajority() {
    person.cluster.nodes.quorum = false;

    person.type("node status");

    assertThat(person.err()).contains("has no majority");
  }

  @Test
  void refusesANodeThatThereIsNot() {
    assertThat(person.type("node status -w node9")).isEqualTo(ExitStatus.FAILED);

    assertThat(person.err())
        .isEqualTo(
            "ssi: there is no node node9 in this cluster; its nodes are node[1-3]; see: ssi node"
                + " status\n");
    assertThat(person.out()).isEmpty();
  }

  @Test
  void takesSetsAsClusterShellAndKerrighedWriteThem() {
    for (String set : new String[] {"node[1-3]!node2", "1,3", "@all!2", "node[1,3]", "node1,3"}) {
      person.type("--json node status -w " + set);
      assertThat(person.out())
          .as(set)
          .contains("\"node1\"")
          .contains("\"node3\"")
          .doesNotContain("\"node2\"");
    }
  }

  @Test
  void refusesWhatIsNoSet() {
    for (String set : new String[] {"node[1-", "3-1", "@group", "node1!node1", ""}) {
      assertThat(person.type(List.of("node", "status", "-w", set)))
          .as(set)
          .isEqualTo(ExitStatus.USAGE);
      assertThat(person.err()).as(set).endsWith("; see: ssi help node status\n");
    }
  }
}
