package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/**
 * An application of a cluster.
 *
 * @param cluster where it runs
 * @param id what it is called
 * @param gpid of its root
 */
record App(Cluster cluster, String id, long gpid) {
  private static final int PIDS_PER_CONTAINER = 32_768;

  /** What getpid() says in its root. */
  long pid() {
    return gpid % PIDS_PER_CONTAINER;
  }

  /** The node that its root runs on, as {@code ssi ps} says. */
  String node() {
    return cluster.ssi("ps", "--json", id).texts("node").getFirst();
  }

  /** Moves it. */
  void migrate(String node) {
    cluster.ssi("migrate", id, node).done();
  }

  /** Expects that it runs, on a node, under its old gpid. */
  void runsOn(String node) {
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> {
          Finished listed = cluster.ssi("ps", "--json", id);
          assertThat(listed.numbers("gpid")).as("%s", listed).contains(gpid);
          assertThat(listed.texts("node")).as("%s", listed).containsOnly(node);
        });
  }

  /** Ends it, and waits until it has ended. */
  void kill() {
    cluster.ssi("kill", "-KILL", id).done();
    assertThat(cluster.ssi("wait", id).status()).isEqualTo(128 + 9);
  }
}
