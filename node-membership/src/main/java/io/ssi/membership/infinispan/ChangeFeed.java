package io.ssi.membership.infinispan;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import org.infinispan.context.Flag;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryCreated;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryModified;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryRemoved;
import org.infinispan.notifications.cachelistener.annotation.TopologyChanged;
import org.infinispan.notifications.cachelistener.event.CacheEntryEvent;
import org.infinispan.notifications.cachelistener.event.TopologyChangedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a map's listeners which keys changed, on a thread of its own. Several changes of a key that
 * is still waiting are told once, so the queue is never longer than the map. Public because
 * Infinispan calls the annotated methods.
 *
 * @param <K> keys
 */
@Listener(observation = Listener.Observation.POST)
public final class ChangeFeed<K> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);

  private final String map;
  private final Function<String, K> textToKey;
  private final CopyOnWriteArrayList<Consumer<K>> listeners = new CopyOnWriteArrayList<>();
  // Guarded by itself.
  private final Set<String> waiting = new LinkedHashSet<>();
  private final Thread thread;
  private boolean started; // guarded by waiting

  ChangeFeed(String map, Function<String, K> textToKey, ThreadFactory threads) {
    this.map = map;
    this.textToKey = textToKey;
    this.thread = threads.newThread(this::run);
    thread.setName("ssi-map-" + map);
  }

  void add(Consumer<K> listener) {
    listeners.add(listener);
    synchronized (waiting) {
      if (!started) {
        started = true;
        thread.start();
      }
    }
  }

  /**
   * For Infinispan.
   *
   * @param event what changed
   */
  @CacheEntryCreated
  @CacheEntryModified
  @CacheEntryRemoved
  public void changed(CacheEntryEvent<byte[], byte[]> event) {
    changed(new String(event.getKey(), StandardCharsets.UTF_8));
  }

  /**
   * For Infinispan: entries that come with members, or after a split, are not told one by one.
   *
   * @param event the members of the map have what they are to have
   */
  @TopologyChanged
  public void settled(TopologyChangedEvent<byte[], byte[]> event) {
    if (!event.isPre()) {
      event
          .getCache()
          .getAdvancedCache()
          .withFlags(Flag.CACHE_MODE_LOCAL)
          .keySet()
          .forEach(key -> changed(new String(key, StandardCharsets.UTF_8)));
    }
  }

  private void changed(String key) {
    synchronized (waiting) {
      if (started && waiting.add(key)) {
        waiting.notifyAll();
      }
    }
  }

  private void run() {
    try {
      while (true) {
        for (String key : take()) {
          K typed = textToKey.apply(key);
          listeners.forEach(listener -> tell(listener, typed));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> take() throws InterruptedException {
    synchronized (waiting) {
      while (waiting.isEmpty()) {
        waiting.wait();
      }
      List<String> taken = List.copyOf(waiting);
      waiting.clear();
      return taken;
    }
  }

  private void tell(Consumer<K> listener, K key) {
    try {
      listener.accept(key);
    } catch (RuntimeException e) {
      LOG.error("Map {}: a listener failed on {}", map, key, e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
