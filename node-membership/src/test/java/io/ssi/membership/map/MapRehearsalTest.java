package io.ssi.membership.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ssi.membership.testing.ForwardingClusterMap;
import io.ssi.membership.testing.InMemoryClusterMaps;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MapRehearsalTest {
  private static final MapSchema<String, Long> SCHEMA =
      new MapSchema<>(
          "rehearsal",
          key -> key,
          text -> text,
          value -> Long.toString(value).getBytes(StandardCharsets.UTF_8),
          bytes -> Long.valueOf(new String(bytes, StandardCharsets.UTF_8)));

  private final ClusterMap<String, Long> map = new InMemoryClusterMaps().open(SCHEMA);
  private final AtomicInteger writes = new AtomicInteger();

  @Test
  void writesAndLeavesNothing() {
    map.put("another's", 7L);

    new MapRehearsal(counting(), "1.", () -> 1).run();

    assertThat(writes).hasValueGreaterThan(100);
    assertThat(map.entries()).containsOnlyKeys("another's");
  }

  @Test
  void theMembersOfALargeGroupShareTheWork() {
    new MapRehearsal(counting(), "1.", () -> 1).run();
    int alone = writes.getAndSet(0);

    new MapRehearsal(counting(), "1.", () -> 60).run();

    assertThat(writes.get()).isPositive().isLessThan(alone / 20);
  }

  @Test
  void aMinorityRehearsesNothingAndNothingFails() {
    ClusterMap<String, Long> minority =
        new ForwardingClusterMap<>(map) {
          @Override
          public void put(String key, Long value) {
            throw new NoQuorumException("no majority", new IllegalStateException());
          }
        };

    assertThatCode(() -> new MapRehearsal(minority, "1.", () -> 1).run())
        .doesNotThrowAnyException();
  }

  private ClusterMap<String, Long> counting() {
    return new ForwardingClusterMap<>(map) {
      @Override
      public boolean replace(String key, Long expected, Long value) {
        writes.incrementAndGet();
        return super.replace(key, expected, value);
      }
    };
  }
}
