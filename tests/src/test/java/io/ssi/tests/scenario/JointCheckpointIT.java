package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application with containers on several nodes is saved and brought back as one. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class JointCheckpointIT {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int FAILED = 1;

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  @Test
  void comesBackOnItsNodesInOneStateAndRunsOnMeanwhile() {
    Talk talk = Talk.between(CLUSTER, "node1", "node2", "same");
    String id = talk.app().id();
    for (int version = 1; version <= 2; version++) {
      Finished saved = CLUSTER.ssi("--on", "node3", "checkpoint", "--json", id);
      assertThat(saved.number("version")).isEqualTo(version);
      talk.goesOn();
    }
    assertThat(CLUSTER.ssi("ckpt", "list", "--json", id).numbers("version"))
        .containsExactly(1L, 2L);
    assertThat(CLUSTER.ssi("ckpt", "verify", "--json", id).texts("state"))
        .containsOnly("whole")
        .hasSize(8);
    assertThat(CLUSTER.ssi("restart", id).refused(FAILED)).contains("is running");

    for (String version : List.of("2", "1")) {
      talk.end();
      CLUSTER.ssi("--on", "node3", "restart", "--files", "truncate", id, version).done();
      Finished listed = CLUSTER.ssi("ps", "--json", id);
      assertThat(listed.numbers("gpid")).contains(talk.app().gpid(), talk.listener());
      assertThat(listed.texts("node")).contains("node1", "node2").doesNotContain("node3");
      talk.goesOn();
    }
    talk.end();
  }

  @Test
  void comesBackOnOneNodeAfterItWasEndedWithItsCheckpoint() throws IOException {
    Talk talk = Talk.between(CLUSTER, "node1", "node2", "one");
    String id = talk.app().id();

    String told = "echo $SSI_EVENT $SSI_APPLICATION $SSI_VERSION >> ";
    Path calls = CLUSTER.workshop().resolve("calls");

    assertThat(CLUSTER.ssi("checkpoint", "-k", "--before", "exit 3", id).refused(FAILED))
        .contains("exited with 3");
    CLUSTER.ssi("checkpoint", "-k", "--before", told + calls, "--after", told + calls, id).done();
    assertThat(Files.readAllLines(calls))
        .containsExactly("before-checkpoint " + id, "after-checkpoint " + id + " 1");

    assertThat(CLUSTER.ssi("ps", id).status()).isEqualTo(FAILED);
    assertThat(talk.isConsistent()).isPositive();
    assertThat(CLUSTER.ssi("restart", talk.container() + ".3", "2").refused(FAILED))
        .contains("no version 2");
    assertThat(CLUSTER.ssi("restart", talk.container()).refused(FAILED))
        .contains("part of application " + id);
    assertThat(CLUSTER.ssi("restart", "--dry-run", "-w", "node3", id).done()).contains("can be");
    CLUSTER.ssi("restart", "-w", "node3", id).done();
    assertThat(CLUSTER.ssi("ps", "--json", id).texts("node")).containsOnly("node3");
    talk.goesOn();
    talk.end();

    CLUSTER.ssi("ckpt", "rm", id, "1").done();
    for (String node : List.of("node1", "node2", "node3")) {
      await()
          .atMost(PATIENCE)
          .until(() ->
              new Repository(CLUSTER, node, "/var/lib/ssi/checkpoints/" + talk.container() + "/1")
                  .files()
                  .isEmpty());
    }
  }
}
