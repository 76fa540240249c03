package io.ssi.migration.checkpoint;

import io.ssi.membership.map.ClusterMap;
import io.ssi.membership.map.ClusterMaps;
import io.ssi.membership.map.MapSchema;
import io.ssi.migration.VersionNumbers;
import io.ssi.migration.wire.VersionNumbersFormat;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The version numbers of all applications, as all agents know them and each remembers them on its
 * disk. Reads are local; writes block and need a majority.
 */
public final class VersionNumbersMap {
  private static final MapSchema<Integer, VersionNumbers> SCHEMA =
      new MapSchema<>(
          "checkpoint-numbers",
          application -> Integer.toString(application),
          Integer::valueOf,
          VersionNumbersFormat::encode,
          VersionNumbersFormat::decode);

  private final ClusterMap<Integer, VersionNumbers> map;

  VersionNumbersMap(ClusterMaps maps) {
    this.map = maps.open(SCHEMA);
  }

  /**
   * All of them.
   *
   * @return by application
   */
  public Map<Integer, VersionNumbers> all() {
    return map.entries();
  }

  VersionNumbers get(int application) {
    return map.get(application).orElse(VersionNumbers.NONE);
  }

  void listen(Consumer<Integer> listener) {
    map.listen(listener);
  }

  /**
   * Changes one until the change has held against everybody else's.
   *
   * @param application whose
   * @param change from what is there to what shall be there
   */
  public void change(int application, UnaryOperator<VersionNumbers> change) {
    while (true) {
      VersionNumbers before = get(application);
      VersionNumbers after = change.apply(before);
      if (after.equals(before) || put(application, before, after)) {
        return;
      }
    }
  }

  private boolean put(int application, VersionNumbers before, VersionNumbers after) {
    return before.equals(VersionNumbers.NONE)
        ? map.putIfAbsent(application, after)
        : map.replace(application, before, after);
  }
}
