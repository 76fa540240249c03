package io.ssi.membership.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every {@link ClusterMap} promises, seen from two members. */
public abstract class ClusterMapContract {
  private static final AtomicInteger NAMES = new AtomicInteger();

  /** The maps of a first and a second member. */
  protected abstract ClusterMaps first();

  protected abstract ClusterMaps second();

  /** A map of numbers to texts. */
  public static MapSchema<Integer, String> schema(String name) {
    return new MapSchema<>(
        name,
        key -> Integer.toString(key),
        Integer::valueOf,
        value -> value.getBytes(StandardCharsets.UTF_8),
        bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private final MapSchema<Integer, String> schema = schema("contract-" + NAMES.incrementAndGet());

  @Test
  void whatOneMemberPutsTheOtherReads() {
    ClusterMap<Integer, String> one = first().open(schema);
    ClusterMap<Integer, String> two = second().open(schema);

    one.put(7, "seven");

    assertThat(two.get(7)).contains("seven");
    assertThat(two.get(8)).isEmpty();
    assertThat(two.entries()).isEqualTo(Map.of(7, "seven"));
  }

  @Test
  void putIfAbsentLeavesWhatIsThere() {
    ClusterMap<Integer, String> one = first().open(schema);
    ClusterMap<Integer, String> two = second().open(schema);

    assertThat(one.putIfAbsent(1, "first")).isTrue();
    assertThat(two.putIfAbsent(1, "second")).isFalse();
    assertThat(two.get(1)).contains("first");
  }

  @Test
  void replaceComparesByContent() {
    ClusterMap<Integer, String> one = first().open(schema);
    ClusterMap<Integer, String> two = second().open(schema);
    one.put(1, "a");

    assertThat(two.replace(1, "b", "c")).isFalse();
    assertThat(two.replace(1, "a", "b")).isTrue();
    assertThat(one.replace(1, "a", "c")).isFalse();
    assertThat(one.replace(2, "a", "c")).isFalse();
    assertThat(one.get(1)).contains("b");
    assertThat(one.get(2)).isEmpty();
  }

  @Test
  void removeComparesByContent() {
    ClusterMap<Integer, String> one = first().open(schema);
    ClusterMap<Integer, String> two = second().open(schema);
    one.put(1, "a");

    assertThat(two.remove(1, "b")).isFalse();
    assertThat(two.remove(1, "a")).isTrue();
    assertThat(two.remove(1, "a")).isFalse();
    assertThat(one.get(1)).isEmpty();
  }

  @Test
  void ofManyReplacersExactlyOneWins() throws InterruptedException {
    ClusterMap<Integer, String> one = first().open(schema);
    ClusterMap<Integer, String> two = second().open(schema);
    one.put(1, "start");
    AtomicInteger won = new AtomicInteger();
    List<Thread> threads = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 20; i++) {
      ClusterMap<Integer, String> map = i % 2 == 0 ? one : two;
      String value = "value" + i;
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                if (map.replace(1, "start", value)) {
                  won.incrementAndGet();
                }
              }));
    }
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    }

    assertThat(won.get()).isEqualTo(1);
    assertThat(one.get(1)).isEqualTo(two.get(1)).isNotEqualTo(Optional.of("start"));
  }

  @Test
  void listenersAreToldOfEveryMembersChanges() {
    ClusterMap<Integer, String> one = first().open(schema);
    ClusterMap<Integer, String> two = second().open(schema);
    List<Integer> seen = new CopyOnWriteArrayList<>();
    two.listen(seen::add);

    one.put(1, "a");
    two.put(2, "b");
    one.remove(1, "a");
    one.put(3, "c");

    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(seen).contains(1, 2, 3));
  }

  @Test
  void entriesAreAnUnchangeableCopy() {
    ClusterMap<Integer, String> one = first().open(schema);
    one.put(1, "a");
    Map<Integer, String> copy = one.entries();
    one.put(2, "b");

    assertThat(copy).containsOnlyKeys(1);
    assertThatThrownBy(() -> copy.put(3, "c")).isInstanceOf(UnsupportedOperationException.class);
  }
}
