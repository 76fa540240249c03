package io.ssi.linux.container;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls listeners on a thread of its own, in order, until it is interrupted by {@link #close}. */
final class EventDelivery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventDelivery.class);

  private final int container;
  private final List<Consumer<KeeperEvent>> listeners = new CopyOnWriteArrayList<>();
  // Bounded by what happens in one container between two turns of the thread: exits, which the
  // keeper itself queues 64 of at most.
  private final BlockingQueue<KeeperEvent> queue = new LinkedBlockingQueue<>();
  private final Thread thread;

  EventDelivery(int container, ThreadFactory threads) {
    this.container = container;
    this.thread = threads.newThread(this::deliver);
  }

  void start() {
    thread.start();
  }

  void add(Consumer<KeeperEvent> listener) {
    listeners.add(listener);
  }

  void remove(Consumer<KeeperEvent> listener) {
    listeners.remove(listener);
  }

  void accept(KeeperEvent event) {
    queue.add(event);
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void deliver() {
    try {
      while (true) {
        KeeperEvent event = queue.take();
        listeners.forEach(listener -> tell(listener, event));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Consumer<KeeperEvent> listener, KeeperEvent event) {
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LOG.error("container {}: a listener failed on {}", container, event, e);
    }
  }
}
