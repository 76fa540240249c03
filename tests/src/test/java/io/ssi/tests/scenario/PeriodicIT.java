package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Applications that are saved again and again. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class PeriodicIT {
  private static final int USAGE = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(2, 0);

  @Test
  void versionsAreTakenWhereverItRunsAndTheNewestAreKept() {
    Finished started =
        CLUSTER.ssi(
            "run",
            "-d",
            "--json",
            "-w",
            "node1",
            "--checkpoint-every",
            "2s",
            "--keep",
            "2",
            "--",
            "sh",
            "-c",
            "while :; do sleep 1; done");
    App app =
        new App(CLUSTER, Long.toString(started.number("application")), started.number("gpid"));
    newer(app, 2);

    app.migrate("node2");
    newer(app, newest(app) + 1);
    CLUSTER.embedded().killAgent("node2");
    CLUSTER.local("up").done();
    newer(app, newest(app) + 1);
    // The older ones go when the newest is there.
    await().atMost(PATIENCE).until(() -> versions(app).size() <= 2);

    CLUSTER.ssi("kill", "-KILL", app.id()).done();
    assertThat(CLUSTER.ssi("wait", app.id()).status()).isEqualTo(128 + 9);
    CLUSTER.ssi("restart", "-w", "node1", app.id()).done();
    newer(app, newest(app) + 1);

    CLUSTER.ssi("checkpoint", "--every", "0", app.id()).done();
    app.kill();
  }

  @Test
  void whatCannotBeSavedInTheForegroundIsRefused() {
    assertThat(CLUSTER.ssi("run", "--checkpoint-every", "2s", "--", "true").refused(USAGE))
        .contains("-d");
  }

  private static void newer(App app, long version) {
    await().atMost(PATIENCE).until(() -> newest(app) >= version);
  }

  private static long newest(App app) {
    List<Long> versions = versions(app);
    return versions.isEmpty() ? 0 : versions.getLast();
  }

  private static List<Long> versions(App app) {
    return CLUSTER.ssi("ckpt", "list", "--json", app.id()).numbers("version");
  }
}
