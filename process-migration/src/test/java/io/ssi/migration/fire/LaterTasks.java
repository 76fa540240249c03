package io.ssi.migration.fire;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** A timer whose time passes when the test says so. */
final class LaterTasks {
  private final List<Runnable> waiting = new ArrayList<>();

  ScheduledExecutorService timer() {
    return (ScheduledExecutorService)
        Proxy.newProxyInstance(
            LaterTasks.class.getClassLoader(),
            new Class<?>[] {ScheduledExecutorService.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("schedule")) {
                synchronized (waiting) {
                  waiting.add((Runnable) arguments[0]);
                }
                return null;
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }

  /** All that waits is due. */
  void pass() {
    List<Runnable> due;
    synchronized (waiting) {
      due = List.copyOf(waiting);
      waiting.clear();
    }
    due.forEach(Runnable::run);
  }
}
