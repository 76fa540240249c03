package io.ssi.membership.testing;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The content of all maps of an {@link InMemoryNetwork}; bytes, as the real maps hold them. */
final class InMemoryMapStore {

  /** One map: its content and who listens, on whichever node. */
  record Content(Map<String, ByteBuffer> values, List<Consumer<String>> listeners) {
    void changed(String key) {
      listeners.forEach(listener -> listener.accept(key));
    }
  }

  private final Map<String, Content> maps = new ConcurrentHashMap<>();

  Content map(String name) {
    return maps.computeIfAbsent(
        name, key -> new Content(new ConcurrentHashMap<>(), new CopyOnWriteArrayList<>()));
  }
}
