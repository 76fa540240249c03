package io.ssi.migration.service;

import io.ssi.migration.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The orders that this node is carrying out, by their tickets, so that they can be cancelled.
 * Thread-safe.
 */
final class RunningOrders {
  private final Map<String, Order> orders = new ConcurrentHashMap<>();

  /** One order; cancelled at most once. */
  final class Order implements Cancellation, AutoCloseable {
    private final String ticket;
    private final List<Runnable> hooks = new ArrayList<>();
    private boolean cancelled;

    private Order(String ticket) {
      this.ticket = ticket;
    }

    @Override
    public synchronized boolean isCancelled() {
      return cancelled;
    }

    @Override
    public void onCancel(Runnable hook) {
      synchronized (this) {
        if (!cancelled) {
          hooks.add(hook);
          return;
        }
      }
      hook.run();
    }

    private void cancel() {
      List<Runnable> waiting;
      synchronized (this) {
        cancelled = true;
        waiting = List.copyOf(hooks);
        hooks.clear();
      }
      waiting.forEach(Runnable::run);
    }

    @Override
    public void close() {
      orders.remove(ticket, this);
    }
  }

  /**
   * Enters an order.
   *
   * @param ticket its name
   * @return the order, to be closed when it is done
   */
  Order begin(String ticket) {
    Order order = new Order(ticket);
    orders.put(ticket, order);
    return order;
  }

  /**
   * Cancels an order; does nothing if it is done or was never here.
   *
   * @param ticket its name
   */
  void cancel(String ticket) {
    Order order = orders.get(ticket);
    if (order != null) {
      order.cancel();
    }
  }
}
