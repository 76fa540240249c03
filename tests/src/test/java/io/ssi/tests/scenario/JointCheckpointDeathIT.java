package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node with one of an application's containers dies while the application is saved. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class JointCheckpointDeathIT {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int FAILED = 1;

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  @Test
  void aNodeThatDiesInTheMiddleLetsTheOtherContainerRunOnAndLeavesNoVersion() throws IOException {
    Talk talk = Talk.between(CLUSTER, "node1", "node2", "dies", 400);
    String id = talk.app().id();
    CLUSTER.ssi("checkpoint", id).done();
    Repository dump =
        new Repository(
            CLUSTER, "node2", "/var/lib/ssi/checkpoints/" + talk.container() + "/2.dump");

    try (Running saving = CLUSTER.begin("--on", "node3", "checkpoint", id)) {
      await().pollInterval(Duration.ofMillis(5)).until(() -> !dump.files().isEmpty());
      CLUSTER.embedded().killNode("node2");
      assertThat(saving.end(30).refused(FAILED)).contains("container " + talk.container());
    }

    assertThat(CLUSTER.ssi("ckpt", "list", "--json", id).numbers("version")).containsExactly(1L);
    long before = talk.said().toFile().length();
    await().atMost(PATIENCE).until(() -> talk.said().toFile().length() > before);
    assertThat(CLUSTER.ssi("checkpoint", id).refused(FAILED)).contains("is lost");
    talk.end();
    CLUSTER.ssi("restart", "--files", "truncate", id).done();
    assertThat(CLUSTER.ssi("ps", "--json", id).texts("node")).containsExactly("node1", "node3");
    talk.goesOn();
    talk.end();
  }
}
