package io.ssi.tools.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.tools.Typed;
import io.ssi.tools.service.Blocker;
import io.ssi.tools.service.Caller;
import io.ssi.tools.service.Checkpoints.ChangedFiles;
import io.ssi.tools.service.Checkpoints.RestartRequest;
import io.ssi.tools.service.RefusedException;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.ProcessArguments;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestartCommandTest {
  private final Typed person = new Typed();

  @BeforeEach
  void twoVersions() {
    person.cluster.nodes.node(1, NodeState.ONLINE, "");
    person.cluster.nodes.node(2, NodeState.FAILED, "");
    person.type("checkpoint 17");
    person.type("checkpoint 17");
  }

  @Test
  void bringsTheNewestVersionBack() {
    person.cluster.checkpoints.changed.add("/data/log");

    assertThat(person.type("restart 17")).isEqualTo(ExitStatus.DONE);

    assertThat(person.out())
        .isEqualTo(
            "application 17 restarted from version 2 on node1: root process 557059, 140ms\n");
    assertThat(person.err()).isEqualTo("note: written to since the checkpoint: /data/log\n");
  }

  @Test
  void doesItAsItIsTold() {
    person.type("restart -w node1 --files=truncate --assume-dead node2 17.3 1");

    assertThat(person.cluster.checkpoints.restarted)
        .contains(
            new RestartRequest(
                ProcessArguments.parse("17.3"),
                Optional.of(1),
                Optional.of(new NodeId(1)),
                Optional.of(ChangedFiles.TRUNCATE),
                List.of(new NodeId(2)),
                Optional.empty()));
  }

  @Test
  void writesTheDocumentOfTheContract() {
    person.cluster.checkpoints.changed.add("/data/log");

    person.type("restart --json 17 1");

    assertThat(person.out())
        .isEqualTo(
            "{\"application\":17,\"version\":1,\"gpid\":557059,\"node\":\"node1\",\"total_ms\":140,"
                + "\"changed_files\":[\"/data/log\"]}\n");
  }

  @Test
  void startsANewApplicationBesideTheOther() {
    assertThat(person.type("restart --new 17 1")).isEqualTo(ExitStatus.DONE);

    assertThat(person.out())
        .isEqualTo(
            "application 41 started from version 1 of application 17 on node1:"
                + " root process 1343491, 140ms\n");
    assertThat(person.cluster.checkpoints.restarted.orElseThrow().copy()).contains(0);
    person.type("restart --new --json 17");
    assertThat(person.out()).startsWith("{\"application\":42,\"version\":2,\"from\":17,\"gpid\":");
  }

  @Test
  void startsSeveralNewOnesInTurnsOverTheNodes() {
    assertThat(person.type("restart --new -n 2 -w node[1-2] --json 17")).isEqualTo(ExitStatus.DONE);

    assertThat(person.out())
        .startsWith("{\"applications\":[{\"application\":4")
        .contains("\"node\":\"node1\"", "\"node\":\"node2\"")
        .endsWith("],\"failed\":[]}\n");
  }

  @Test
  void saysWhichOfSeveralDoNotRun() {
    person.cluster.checkpoints.refusal =
        Optional.of(new RefusedException("no_memory", "there is no room", "make room"));

    assertThat(person.type("restart --new -n 3 17")).isEqualTo(ExitStatus.PARTLY);

    assertThat(person.out().lines()).hasSize(2);
    assertThat(person.err()).isEqualTo("ssi: copy 1: there is no room; make room\n");
  }

  @Test
  void refusesWhatCannotBeMeantOfNewOnes() {
    assertThat(person.type("restart -n 2 17")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("restart --new -n 0 17")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("restart --new --assume-dead node2 17")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("restart --new -n 2 --files=image 17")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.cluster.checkpoints.restarted).isEmpty();
  }

  @Test
  void refusesAVersionThatThereIsNot() {
    assertThat(person.type("restart 17 3 --json")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.out()).contains("\"code\":\"unknown_checkpoint\"");
    assertThat(person.err()).endsWith("; see: ssi ckpt list\n");
  }

  @Test
  void onlyRootMayDeclareANodeDead() {
    person.caller = new Caller(1000, 1000, Set.of(), 1);

    assertThat(person.type("restart --assume-dead node2 17")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.err()).contains("may not declare a node dead");
    assertThat(person.type("restart 17")).isEqualTo(ExitStatus.DONE);
  }

  @Test
  void refusesNonsense() {
    assertThat(person.type("restart")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("restart 17 0")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("restart 17 newest")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("restart --files=lose 17")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.err()).contains("--files takes keep, truncate or image, not 'lose'");
    assertThat(person.cluster.checkpoints.restarted).isEmpty();
  }

  @Test
  void aDryRunOnlySaysWhatIsInTheWay() {
    assertThat(person.type("restart 17 --dry-run")).isEqualTo(ExitStatus.DONE);
    assertThat(person.out()).endsWith("application 17 can be brought back\n");

    person.cluster.checkpoints.blockers.add(
        new Blocker("no_disk", "node1", "has 3 MiB left", "make room"));
    assertThat(person.type("restart 17 --dry-run")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.out()).endsWith("node1 has 3 MiB left; make room\n");
    assertThat(person.type("restart 17 --dry-run --json")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.out())
        .endsWith(
            "{\"movable\":false,\"blockers\":[{\"code\":\"no_disk\",\"subject\":\"node1\","
                + "\"message\":\"has 3 MiB left\",\"advice\":\"make room\"}]}\n");
    assertThat(person.cluster.checkpoints.restarted).isEmpty();
  }
}
