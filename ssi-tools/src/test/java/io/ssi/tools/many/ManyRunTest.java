package io.ssi.tools.many;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.pid.foreground.RunMessage;
import io.ssi.pid.foreground.RunStream;
import io.ssi.tools.Typed;
import io.ssi.tools.service.ProcessEnd;
import io.ssi.tools.service.ProgramNotStartedException;
import io.ssi.tools.service.StartRequest;
import io.ssi.tools.testing.FakeCluster;
import io.ssi.tools.verb.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManyRunTest {
  private final Typed person = new Typed();

  @BeforeEach
  void threeNodes() {
    person.console.takesAll = true;
    for (int id = 1; id <= 3; id++) {
      person.cluster.nodes.node(id, NodeState.ONLINE, "");
    }
  }

  private String said(RunStream stream) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (RunMessage message : person.console.sent) {
      if (message instanceof RunMessage.Data(RunStream of, byte[] some) && of == stream) {
        bytes.writeBytes(some);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private String out() {
    return said(RunStream.OUTPUT);
  }

  private String err() {
    return said(RunStream.ERRORS);
  }

  private void writes(int node, String text) {
    person.cluster.applications.written.put(new NodeId(node), text);
  }

  private void ends(int node, ProcessEnd end) {
    person.cluster.applications.ends.put(new NodeId(node), end);
  }

  @Test
  void runsOneOnEachNodeAndLabelsWhatTheyWrite() {
    writes(1, "one\ntwo");
    writes(3, "three\n");

    assertThat(person.type("run -w node[1-3] -- prog")).isEqualTo(ExitStatus.DONE);

    assertThat(out().lines()).containsExactlyInAnyOrder("node1: one", "node1: two", "node3: three");
    assertThat(err()).isEmpty();
    assertThat(person.cluster.applications.started)
        .extracting(StartRequest::node)
        .containsExactlyInAnyOrder(
            Optional.of(new NodeId(1)), Optional.of(new NodeId(2)), Optional.of(new NodeId(3)));
  }

  @Test
  void oneProgramIsNotLabelled() {
    writes(1, "one");

    assertThat(person.type("run -w node1 -- prog")).isEqualTo(ExitStatus.DONE);
    assertThat(out()).isEqualTo("one");
    person.type("run -w node1 -b -- prog");
    assertThat(out()).endsWith("---------------\nnode1\n---------------\none\n");
  }

  @Test
  void copiesAreToldApartByTheirRank() {
    writes(1, "x\n");
    writes(2, "x\n");

    assertThat(person.type("run -w node[1-2] -n 3 -L -- prog")).isEqualTo(ExitStatus.DONE);

    assertThat(out()).isEqualTo("node1.0: x\nnode1.2: x\nnode2.1: x\n");
    assertThat(person.cluster.applications.started)
        .extracting(request -> request.environment().get("SSI_RANK"))
        .containsExactlyInAnyOrder("0", "1", "2");
    assertThat(person.cluster.applications.started)
        .allSatisfy(request -> assertThat(request.environment()).containsEntry("SSI_SIZE", "3"));
  }

  @Test
  void gathersEqualOutputs() {
    writes(1, "x\n");
    writes(2, "y\n");
    writes(3, "x\n");
    ends(2, new ProcessEnd.Exited(3));
    ends(3, new ProcessEnd.Exited(3));

    assertThat(person.type("run -b -w node[1-3] -- prog")).isEqualTo(ExitStatus.PARTLY);

    assertThat(out())
        .isEqualTo(
            """
            ---------------
            node[1,3] (2)
            ---------------
            x
            ---------------
            node2
            ---------------
            y
            """);
    assertThat(err()).isEqualTo("ssi: node[2-3] (2): exited with exit code 3\n");
    person.console.sent.clear();
    person.type("run -b -L -w node[1-3] -- prog");
    assertThat(out()).isEqualTo("node[1,3]: x\nnode2: y\n");
  }

  @Test
  void whatCannotBeGatheredIsPrintedAsItComes() {
    String line = "x".repeat(1000) + "\n";
    String much = line.repeat(FakeCluster.GATHERED / line.length() + 1);
    writes(1, "little\n");
    writes(2, much.substring(0, 200_000));
    person.cluster.applications.written.put(new NodeId(3), much);

    person.type("run -b -w node[1-3] -- prog");

    assertThat(err()).contains("ssi: node3: wrote more than can be gathered");
  }

  @Test
  void namesWhoFailedAndEndsWithTheWorstIfToldTo() {
    ends(2, new ProcessEnd.Exited(3));
    ends(3, new ProcessEnd.Killed(9));

    assertThat(person.type("run -w node[1-3] -- prog")).isEqualTo(ExitStatus.PARTLY);
    assertThat(err().lines())
        .containsExactlyInAnyOrder(
            "ssi: node2: exited with exit code 3", "ssi: node3: killed by signal 9");
    assertThat(person.type("run -S -w node[1-3] -- prog").shellCode()).isEqualTo(137);
    assertThat(person.type("run -w node[2-3] -- prog")).isEqualTo(ExitStatus.FAILED);
  }

  @Test
  void aProgramThatThereIsNotFailsOnEveryNode() {
    person.cluster.applications.failure =
        Optional.of(new ProgramNotStartedException(false, "there is no such program", "look"));

    assertThat(person.type("run -S -w node[1-2] -- prog")).isEqualTo(ExitStatus.NOT_FOUND);
    assertThat(err().lines())
        .containsExactlyInAnyOrder(
            "ssi: node1: there is no such program; look",
            "ssi: node2: there is no such program; look");
  }

  @Test
  void aNodeThatIsNotOnlineGetsNoCopy() {
    person.cluster.nodes.node(2, NodeState.PRESENT, "");
    writes(1, "x\n");
    writes(3, "x\n");

    person.type("run -n 4 -w node[1-3] -L -- prog");
    assertThat(out()).isEqualTo("node1.0: x\nnode1.2: x\nnode3.1: x\nnode3.3: x\n");
    assertThat(person.err()).isEqualTo("note: node2 is not online and gets no copy\n");
    assertThat(person.type("run -n 4 -w node2 -- prog")).isEqualTo(ExitStatus.FAILED);
  }

  @Test
  void theBestNodeIsAskedForBeforeEveryCopy() {
    person.cluster.applications.best = new NodeId(2);
    writes(2, "x\n");

    person.type("run -n 2 --best -L -- prog");

    assertThat(out()).isEqualTo("node2.0: x\nnode2.1: x\n");
  }

  @Test
  void manyInTheBackgroundAreToldByTheirIds() {
    assertThat(person.type("run -d -w node[1-3] -- prog")).isEqualTo(ExitStatus.DONE);
    assertThat(person.out().lines()).containsExactlyInAnyOrder("17", "18", "19");
    assertThat(person.type("run -d --json -n 1 -- prog")).isEqualTo(ExitStatus.DONE);
    assertThat(person.out())
        .isEqualTo(
            "{\"applications\":[{\"gpid\":655363,\"application\":20,\"node\":\"node1\"}],"
                + "\"failed\":[]}\n");
  }

  @Test
  void refusesWhatMakesNoSense() {
    for (String line :
        new String[] {
          "run -n 0 -- prog",
          "run -n 10001 -- prog",
          "run --fanout 0 -w node1 -- prog",
          "run -d -b -w node[1-2] -- prog",
          "run -t -w node[1-2] -- prog",
          "run -w node1 --best -n 3 -- prog"
        }) {
      assertThat(person.type(line)).as(line).isEqualTo(ExitStatus.USAGE);
    }
  }
}
