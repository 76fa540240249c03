package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing of the machine is used up by moving. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class ManyMovesIT {
  private static final List<String> NODES = List.of("node1", "node2", "node3");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int WARM = 15;
  // What is there for a moment only: a verb's connection, a worker that ends.
  private static final long COINCIDENCE = 8;
  private static final long HEAP_KIB = 6 * 1024;

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  @Test
  void sixtyMovesLeaveNothingBehind() {
    leaveNothingBehind(60);
  }

  @Tag("long")
  @Test
  void aThousandMovesLeaveNothingBehind() {
    leaveNothingBehind(999);
  }

  private static void leaveNothingBehind(int moves) {
    Counter counter = Counter.on(CLUSTER, "node1", "mover-" + moves);
    move(counter, WARM);
    List<Footprint> before = footprints();

    move(counter, moves);

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          List<Footprint> after = footprints();
          for (int node = 0; node < NODES.size(); node++) {
            Footprint then = before.get(node);
            Footprint now = after.get(node);
            String both = NODES.get(node) + ": " + then + " became " + now;
            assertThat(now.processes()).as(both).isLessThan(then.processes() + COINCIDENCE);
            assertThat(now.descriptors()).as(both).isLessThan(then.descriptors() + COINCIDENCE);
            assertThat(now.mounts()).as(both).isEqualTo(then.mounts());
            assertThat(now.files()).as(both).isLessThan(then.files() + COINCIDENCE);
            assertThat(now.heapKib()).as(both).isLessThan(then.heapKib() + HEAP_KIB);
          }
        });
    counter.app().kill();
  }

  /** Around all nodes; a multiple of three leads back to where it was. */
  private static void move(Counter counter, int times) {
    for (int time = 1; time <= times; time++) {
      counter.app().migrate(NODES.get(time % NODES.size()));
    }
    counter.goesOn();
    counter.app().runsOn("node1");
  }

  private static List<Footprint> footprints() {
    return NODES.stream().map(node -> Footprint.of(CLUSTER, node)).toList();
  }
}
