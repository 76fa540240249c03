package io.ssi.tools.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.tools.Typed;
import io.ssi.tools.verb.ExitStatus;
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
                + "\"stored_bytes\":1048576,\"holders\":[\"node1\",\"node2\"]}]}\n");
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
            Stored: 1.0M on each holder
            Holders: node[1-2]
            """);
    person.type("ckpt show 17 --json");
    assertThat(person.out()).startsWith("{\"application\":17,\"version\":2,");
  }

  @Test
  void refusesWhatThereIsNot() {
    assertThat(person.type("ckpt show 17 3")).isEqualTo(ExitStatus.FAILED);
    assertThat(person.err())
        .isEqualTo("ssi: there is no version 3 of application 17; see: ssi ckpt list\n");
    assertThat(person.type("ckpt show 1077936129")).isEqualTo(ExitStatus.USAGE);
    assertThat(person.type("ckpt")).isEqualTo(ExitStatus.USAGE);
  }
}
