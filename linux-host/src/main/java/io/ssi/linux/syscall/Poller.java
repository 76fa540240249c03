package io.ssi.linux.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Parks threads until a descriptor is ready, so that a virtual thread never blocks in native code.
 *
 * <p>One daemon thread sits in epoll_wait(2). Being woken is only a hint: every waiter asks poll(2)
 * again, so several may wait for one descriptor and for different things.
 */
final class Poller {
  static final long FOREVER = Long.MAX_VALUE / 2;

  private static final int CTL_ADD = 1;
  private static final int CTL_DEL = 2;
  private static final int CTL_MOD = 3;
  private static final int ONESHOT = 1 << 30;
  // struct epoll_event is packed on x86-64: u32 events, u64 data.
  private static final int EVENT_BYTES = 12;
  private static final int EVENTS_AT_ONCE = 64;

  private final int epoll = (int) Libc.EPOLL_CREATE.require("for waiting", Libc.O_CLOEXEC);
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock, as are the lists in it.
  private final Map<Integer, List<Waiter>> waiters = new HashMap<>();

  private static final class Holder {
    static final Poller SHARED = started();

    private static Poller started() {
      Poller poller = new Poller();
      Thread.ofPlatform().daemon().name("ssi-linux-poller").start(poller::serve);
      return poller;
    }
  }

  private static final class Waiter {
    private final int events;
    private final Condition condition;
    private boolean woken;

    Waiter(int events, Condition condition) {
      this.events = events;
      this.condition = condition;
    }
  }

  private Poller() {}

  static Poller shared() {
    return Holder.SHARED;
  }

  /** What poll(2) says now about the descriptor: the events that are true, errors included. */
  static int ready(int fd, int events) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment entry = arena.allocate(8, 4);
      entry.set(JAVA_INT, 0, fd);
      entry.set(JAVA_SHORT, 4, (short) events);
      Libc.POLL.require("descriptor " + fd, entry, 1L, 0);
      return entry.get(JAVA_SHORT, 6);
    }
  }

  /**
   * Parks until the descriptor may be ready, {@link #wake} is called or the time is over.
   *
   * @param open asked once the thread can be woken, so that a close just before is not missed
   * @return the nanoseconds left; none or less when the time is over
   */
  long await(int fd, int events, long nanos, BooleanSupplier open) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Waiter waiter = new Waiter(events, lock.newCondition());
      List<Waiter> queue = waiters.computeIfAbsent(fd, absent -> new ArrayList<>(1));
      queue.add(waiter);
      try {
        arm(fd, queue, queue.size() == 1 ? CTL_ADD : CTL_MOD);
        long left = nanos;
        while (!waiter.woken && left > 0 && open.getAsBoolean()) {
          left = waiter.condition.awaitNanos(left);
        }
        return waiter.woken ? Math.max(left, 1) : left;
      } finally {
        leave(fd, queue, waiter);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets all that wait for the descriptor look again. */
  void wake(int fd) {
    lock.lock();
    try {
      for (Waiter waiter : waiters.getOrDefault(fd, List.of())) {
        waiter.woken = true;
        waiter.condition.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void leave(int fd, List<Waiter> queue, Waiter waiter) {
    queue.remove(waiter);
    if (queue.isEmpty()) {
      waiters.remove(fd);
      control(CTL_DEL, fd, 0);
    } else {
      arm(fd, queue, CTL_MOD);
    }
  }

  private void arm(int fd, List<Waiter> queue, int operation) {
    int events = ONESHOT;
    for (Waiter waiter : queue) {
      events |= waiter.events;
    }
    long result = control(operation, fd, events);
    if (result < 0) {
      throw SystemCallException.of("epoll_ctl", "descriptor " + fd, (int) -result);
    }
  }

  private long control(int operation, int fd, int events) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment event = arena.allocate(EVENT_BYTES, 8);
      event.set(JAVA_INT, 0, events);
      event.set(JAVA_LONG_UNALIGNED, 4, fd);
      return Libc.EPOLL_CTL.call(epoll, operation, fd, event);
    }
  }

  private void serve() {
    MemorySegment events = Arena.global().allocate((long) EVENT_BYTES * EVENTS_AT_ONCE, 8);
    while (true) {
      long count = Libc.EPOLL_WAIT.call(epoll, events, EVENTS_AT_ONCE, -1);
      if (count < 0) {
        // Only a broken program gets here: the epoll descriptor was closed by somebody else.
        throw SystemCallException.of("epoll_wait", "descriptor " + epoll, Errno.EBADF, "");
      }
      for (int i = 0; i < count; i++) {
        wake((int) events.get(JAVA_LONG_UNALIGNED, (long) i * EVENT_BYTES + 4));
      }
    }
  }
}
