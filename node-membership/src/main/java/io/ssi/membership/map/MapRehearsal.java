package io.ssi.membership.map;

import io.ssi.membership.MembershipException;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to a map that nobody reads until Java has compiled what a write goes through on all
 * members, so that the first moves and runs of a cluster are as fast as its later ones: a write
 * takes ten times as long before. Leaves nothing in the map.
 */
public final class MapRehearsal implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(MapRehearsal.class);

  // Every member takes part in every write, so that is enough for the first ones of all of them.
  private static final int WRITES_OF_ALL = 600;
  // Which member orders the writes of a key depends on the key.
  private static final int KEYS = 12;

  private final ClusterMap<String, Long> map;
  private final String prefix;
  private final IntSupplier members;

  /**
   * A rehearsal that may be run once, on any thread; it blocks that thread until it is done.
   *
   * @param map that nobody reads
   * @param prefix of its keys, this member's own
   * @param members how many there are
   */
  public MapRehearsal(ClusterMap<String, Long> map, String prefix, IntSupplier members) {
    this.map = map;
    this.prefix = prefix;
    this.members = members;
  }

  @Override
  public void run() {
    int rounds = Math.max(1, WRITES_OF_ALL / KEYS / Math.max(1, members.getAsInt()));
    try {
      for (int i = 0; i < KEYS && !Thread.currentThread().isInterrupted(); i++) {
        write(prefix + i, rounds);
      }
    } catch (MembershipException e) {
      // Without it the first writes are slower, and nothing else.
      LOG.info("Writes could not be rehearsed", e);
    }
  }

  private void write(String key, long rounds) {
    map.put(key, 0L);
    long value = 0;
    while (value < rounds && map.replace(key, value, value + 1)) {
      value++;
    }
    map.remove(key, value);
  }
}
