package io.ssi.membership.jgroups;

import io.ssi.membership.ClusterView;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands views to the listeners, one at a time and in order, on a thread of its own. */
final class ViewFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ViewFeed.class);

  private final CopyOnWriteArrayList<Consumer<ClusterView>> listeners =
      new CopyOnWriteArrayList<>();
  // Views come as often as members change, so the queue needs no limit of its own.
  private final LinkedBlockingQueue<ClusterView> views = new LinkedBlockingQueue<>();
  private final Thread thread;

  ViewFeed(ThreadFactory threads) {
    thread = threads.newThread(this::run);
    thread.setName("ssi-membership-views");
  }

  void start() {
    thread.start();
  }

  void add(Consumer<ClusterView> listener) {
    listeners.add(listener);
  }

  void offer(ClusterView view) {
    views.add(view);
  }

  private void run() {
    try {
      while (true) {
        ClusterView view = views.take();
        for (Consumer<ClusterView> listener : listeners) {
          tell(listener, view);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void tell(Consumer<ClusterView> listener, ClusterView view) {
    try {
      listener.accept(view);
    } catch (RuntimeException e) {
      LOG.error("View {}: a listener failed", view.id(), e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
