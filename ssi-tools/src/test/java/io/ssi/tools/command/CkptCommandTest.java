package io.ssi.tools.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.pid.ApplicationId;
import io.ssi.pid.Provenance;
import io.ssi.tools.Typed;
import io.ssi.tools.service.Checkpoints.Copy;
import io.ssi.tools.service.Checkpoints.Lineage;
import io.ssi.tools.service.Checkpoints.Missed;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CkptCommandTest {
  private final Typed person = new Typed();

  @BeforeEach
  void threeVersions() {
    person.type("checkpoint -d first 17");
    person.type("checkpoint 17");
    person.type("checkpoint 18");
  }

  @Test
  void listsAllOrThoseOfAnApplication() {
    assertThat(person.type("ckpt list")).isEqualTo(ExitStatus.DONE);
    assertThat(person.out())
        .isEqualTo(
            """
            APP VERSION DATE                      SIZE STORED HOLDERS   DESCRIPTION COMMAND
             17       1 2023-11-14 22:13:20 +0000 3.0M   1.0M node[1-2] first       sleep 1000
             17       2 2023-11-14 22:13:20 +0000 3.0M   1.0M node[1-2] -           sleep 1000
             18       1 2023-11-14 22:13:20 +0000 3.0M   1.0M node[1-2] -           sleep 1000
            """);
    person.type("ckpt list 18");
    assertThat(person.out().lines()).hasSize(2);
  }

  @Test
  void writesTheDocumentOfTheContract() {
    person.type("ckpt list --json 18");

    assertThat(person.out())
        .isEqualTo(
            "{\"checkpoints\":[{\"application\":18,\"version\":1,\"description\":\"\","
                + "\"date\":\"2023-11-14T22:13:20Z\",\"command\":\"sleep 1000\",\"bytes\":3145728,"
                + "\"stored_bytes\":1048576,\"holders\":[\"node1\",\"node2\"]}],\"missed\":[]}\n");
  }

  @Test
  void saysWhatWasNotSavedAsItWasToBe() {
    person.cluster.checkpoints.missed.add(
        new Missed(
            new ApplicationId(18),
            person.cluster.checkpoints.now,
            Duration.ofMinutes(10),
            "the disk is full"));

    person.type("ckpt list");

    assertThat(person.err())
        .isEqualTo(
            "note: application 18 was not saved at 2023-11-14 22:13:20 +0000: the disk is full;"
                + " tried again after 10m\n");
    person.type("ckpt list 17");
    assertThat(person.err()).isEmpty();
    person.type("ckpt list --json");
    assertThat(person.out())
        .endsWith(
            "\"missed\":[{\"application\":18,\"date\":\"2023-11-14T22:13:20Z\","
                + "\"every_ms\":600000,\"message\":\"the disk is full\"}]}\n");
  }

  @Test
  void showsOneVersion() {
    person.type("ckpt show 17 1");

    assertThat(person.out())
        .isEqualTo(
            """
            Identifier: 17
            Version: 1
            Description: first
            Date: 2023-11-14 22:13:20 +0000
            Command: sleep 1000
            Size: 3.0M
            Stored: 1.0M added to each holder
            Holders: node[1-2]
            """);
    person.type("ckpt show 17 --json");
    assertThat(person.out()).startsWith("{\"application\":17,\"version\":2,");
  }

  @Test
  void showsWhereAnApplicationComesFromAndWhatComesFromIt() {
    person.cluster.checkpoints.lineages.put(
        new ApplicationId(17),
        new Lineage(
            Optional.of(new Provenance(new ApplicationId(9), 3)),
            List.of(new ApplicationId(23), new ApplicationId(24))));

    person.type("ckpt show 17");

    assertThat(person.out()).endsWith("Started from: version 3 of application 9\nCopies: 23, 24\n");
    person.type("ckpt show --json 17");
    assertThat(person.out())
        .endsWith("\"started_from\":{\"application\":9,\"version\":3},\"copies\":[23,24]}\n");
  }

  @Test
  void refusesWhatThereIsNot() {
    assertThat(person.type("ckpt show 17 3")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.err())
        .isEqualTo("ssi: there is no version 3 of application 17; see: ssi ckpt list\n");
    assertThat(person.type("ckpt show 1077936129")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("ckpt")).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void deletesTheVersionsThatAreNamed() {
    assertThat(person.type("ckpt rm 17 2")).isEqualTo(ExitStatus.DONE);

    assertThat(person.out()).isEqualTo("deleted version 2 of application 17\n");
    person.type("ckpt list --json");
    assertThat(person.out())
        .contains("\"application\":17,\"version\":1", "18")
        .doesNotContain("\"version\":2");
  }

  @Test
  void deletesAllButTheNewest() {
    person.type("checkpoint 17");

    person.type("ckpt rm --keep 1 --json 17");

    assertThat(person.out()).isEqualTo("{\"application\":17,\"deleted\":[1,2]}\n");
    person.type("ckpt rm --all 18");
    assertThat(person.out()).isEqualTo("deleted version 1 of application 18\n");
    person.type("ckpt rm --all 18");
    assertThat(person.out()).isEmpty();
  }

  @Test
  void deletesWhatIsOldButNotTheNewest() {
    person.cluster.checkpoints.now = person.cluster.checkpoints.now.plus(Duration.ofDays(8));
    person.type("checkpoint 17");

    person.type("ckpt rm --older-than 9d 17");
    assertThat(person.out()).isEmpty();
    person.type("ckpt rm --older-than 7d --keep 2 17");
    assertThat(person.out()).isEqualTo("deleted version 1 of application 17\n");
    person.type("ckpt rm --older-than 7d --keep 1 17");
    assertThat(person.out()).isEqualTo("deleted version 2 of application 17\n");
  }

  @Test
  void writesAVersionToStandardOutputAndTheRestToStandardError() {
    assertThat(person.type("ckpt export 17 1")).isEqualTo(ExitStatus.DONE);

    assertThat(person.out()).isEqualTo("version 1");
    assertThat(person.err())
        .isEqualTo("exported version 1 of application 17, 3.0M of memory and state\n");
    assertThat(person.type("ckpt export 17 9")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.out()).isEmpty();
  }

  @Test
  void aDiskThatIsFullIsNoExport() {
    person.output =
        Optional.of(
            new OutputStream() {
              @Override
              public void write(int one) throws IOException {
                throw new IOException("No space left on device");
              }
            });

    assertThat(person.type("ckpt export 17")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.err())
        .isEqualTo("ssi: cannot write to standard output: No space left on device\n");
  }

  @Test
  void aCheckpointIsNothingForATerminal() {
    person.terminal = new Terminal(true, true, true, 24, 80);

    assertThat(person.type("ckpt export 17")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.err()).contains("ssi ckpt export 17 > FILE");
    assertThat(person.type("ckpt import")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.err()).contains("ssi ckpt import < FILE");
    assertThat(person.cluster.checkpoints.imported).isEmpty();
  }

  @Test
  void takesAVersionFromStandardInput() {
    assertThat(person.type("ckpt import --json --foreign")).isEqualTo(ExitStatus.DONE);

    assertThat(person.cluster.checkpoints.imported).contains(true);
    assertThat(person.out())
        .startsWith("{\"application\":18,\"version\":1,")
        .endsWith("\"imported\":true}\n");
    person.cluster.checkpoints.rows.subList(1, 3).clear();
    assertThat(person.type("ckpt import")).isEqualTo(ExitStatus.DONE);
    assertThat(person.out()).startsWith("Identifier: 17\nVersion: 1\n");
    assertThat(person.err()).isEqualTo("note: it was here already, and nothing was changed\n");
    assertThat(person.cluster.checkpoints.imported).contains(false);
  }

  @Test
  void doesNotGuessWhatToDelete() {
    assertThat(person.type("ckpt rm 17")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("ckpt rm --all 17 1")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("ckpt rm --keep -1 17")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("ckpt rm 17 1 9")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.err()).contains("no version 9 of application 17");

    person.type("ckpt list");
    assertThat(person.out().lines()).hasSize(4);
  }

  @Test
  void aCheckpointCanDeleteOlderOnes() {
    assertThat(person.type("checkpoint --keep 2 17")).isEqualTo(ExitStatus.DONE);

    person.type("ckpt list 17");
    assertThat(person.out().lines()).hasSize(3);
    person.type("ckpt show 17");
    assertThat(person.out()).contains("Version: 3");
  }

  @Test
  void saysWhatEveryCopyIsLike() {
    assertThat(person.type("ckpt verify")).isEqualTo(ExitStatus.DONE);
    assertThat(person.out().lines()).hasSize(7);
    Copy repaired = new Copy("node1", Copy.State.REPAIRED, "page 7 was altered");
    person.cluster.checkpoints.copies.put("node1", repaired);

    assertThat(person.type("ckpt verify 18")).isEqualTo(ExitStatus.DONE);
    assertThat(person.out())
        .isEqualTo(
            """
            APP VERSION NODE  STATE    DETAIL
             18       1 node1 repaired page 7 was altered
             18       1 node2 whole    -
            """);
  }

  @Test
  void failsWhereACopyIsNotWhole() {
    Copy damaged = new Copy("node2", Copy.State.DAMAGED, "a pack is missing");
    person.cluster.checkpoints.copies.put("node2", damaged);

    assertThat(person.type("ckpt verify --json 18")).isEqualTo(ExitStatus.PARTLY);
    assertThat(person.out())
        .isEqualTo(
            "{\"copies\":[{\"application\":18,\"version\":1,\"node\":\"node1\",\"state\":\"whole\","
                + "\"detail\":\"\"},{\"application\":18,\"version\":1,\"node\":\"node2\","
                + "\"state\":\"damaged\",\"detail\":\"a pack is missing\"}]}\n");
  }
}
