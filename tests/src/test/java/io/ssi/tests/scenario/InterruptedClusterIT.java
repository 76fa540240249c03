package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import io.ssi.linux.testing.SeededRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C, for the verb alone and for its whole process group, while a cluster comes or goes. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class InterruptedClusterIT {
  private static final int INTERRUPTED = 130;
  private static final int PATIENCE = 40;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @ParameterizedTest
  @ValueSource(strings = {"node1.conf", "node1.init", "node1.sock"})
  void aFirstStartIsUndone(String seen) throws IOException {
    try (Cluster cluster = Cluster.of(1, 1);
        Running up = cluster.beginLocal("up", "--nodes", "1", "--spare", "1")) {
      Path file = cluster.embedded().places().run().resolve(seen);
      await().pollInterval(Duration.ofMillis(2)).until(() -> Files.exists(file));

      assertThat(oneLine(up.interruptedAsAGroup(PATIENCE))).contains("is ended again");

      assertThat(cluster.embedded().exists()).isFalse();
    }
  }

  @Test
  void atAnyMomentOfAStartNothingIsLeftOrAllIsThere() {
    SeededRuns.repeat(
        3,
        random -> {
          try (Cluster cluster = Cluster.of(1, 0);
              Running up = cluster.beginLocal("up", "--nodes", "1")) {
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(2000)).toNanos());
            boolean all = random.nextBoolean();

            Finished ended = all ? up.interruptedAsAGroup(PATIENCE) : up.interrupted(PATIENCE);

            assertThat(ended.status()).as("%s", ended).isEqualTo(INTERRUPTED);
            assertThat(ended.err().lines().toList()).as("%s", ended).hasSizeLessThanOrEqualTo(1);
            assertThat(cluster.embedded().exists()).as("%s", ended).isFalse();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void completingAndEndingCanBeRepeated() throws IOException {
    try (Cluster cluster = Cluster.of(2, 0).start()) {
      Counter counter = Counter.on(cluster, "node2", "counter");
      cluster.embedded().killAgent("node1");
      try (Running up = cluster.beginLocal("up")) {
        await()
            .pollInterval(Duration.ofMillis(2))
            .until(() -> cluster.embedded().agent("node1").isPresent());
        assertThat(oneLine(up.interruptedAsAGroup(PATIENCE))).contains("ssi up completes it");
      }
      counter.goesOn();
      cluster.local("up").done();
      assertThat(cluster.ssi("node", "status", "--json").texts("state"))
          .containsExactly("online", "online");
      counter.goesOn();
      counter.app().runsOn("node2");

      try (Running down = cluster.beginLocal("down")) {
        await()
            .pollInterval(Duration.ofMillis(2))
            .until(() -> cluster.embedded().agent("node1").isEmpty());
        assertThat(oneLine(down.interruptedAsAGroup(PATIENCE))).contains("run ssi down again");
      }
      cluster.local("down").done();
      assertThat(cluster.embedded().exists()).isFalse();
    }
  }

  @Test
  void theDemoEndsItsCluster() {
    SeededRuns.repeat(
        1,
        random -> {
          try (Cluster cluster = Cluster.of(3, 1);
              Running demo = cluster.beginLocal("demo")) {
            await().atMost(MINUTE).until(() -> demo.out().contains("$ ssi node status"));
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(3000)).toNanos());

            assertThat(oneLine(demo.interruptedAsAGroup(PATIENCE)))
                .contains("of the demo was ended");

            assertThat(cluster.embedded().exists()).isFalse();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static String oneLine(Finished finished) {
    assertThat(finished.status()).as("%s", finished).isEqualTo(INTERRUPTED);
    assertThat(finished.err().lines().toList()).as("%s", finished).hasSize(1);
    assertThat(finished.err()).startsWith("ssi: interrupted: ");
    return finished.err();
  }
}
