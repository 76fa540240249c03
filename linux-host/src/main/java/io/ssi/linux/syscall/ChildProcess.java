package io.ssi.linux.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.ssi.linux.LocalPid;
import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A child that {@link Spawn} started, until it is reaped. Thread-safe. Waiting is as the package
 * says.
 */
public final class ChildProcess implements AutoCloseable {
  private static final int P_PIDFD = 3;
  private static final int WEXITED = 4;
  private static final int CLD_EXITED = 1;
  private static final int CLD_DUMPED = 3;
  private static final int CORE_FLAG = 0x80;

  private final PidFd pidFd;
  private final String program;
  private final ReentrantLock reaping = new ReentrantLock();
  // Guarded by the lock.
  private @Nullable WaitStatus status;

  private ChildProcess(PidFd pidFd, String program) {
    this.pidFd = pidFd;
    this.program = program;
  }

  static ChildProcess of(LocalPid pid, String program) {
    // An unreaped child keeps its number, so this cannot be another process.
    PidFd pidFd =
        PidFd.open(pid)
            .orElseThrow(
                () -> new IllegalStateException("Child " + pid + " was reaped by somebody else"));
    return new ChildProcess(pidFd, program);
  }

  /** Its number, valid until it is reaped. */
  public LocalPid pid() {
    return pidFd.pid();
  }

  /** Its pidfd, still owned by this object. */
  public PidFd pidFd() {
    return pidFd;
  }

  /** Waits for its end and reaps it; the same answer every time. */
  public WaitStatus await() {
    return await(Poller.FOREVER).orElseThrow();
  }

  /** The same within a time; empty when that is over. */
  public Optional<WaitStatus> await(Duration limit) {
    return await(limit.toNanos());
  }

  /** Kills it with SIGKILL if it still runs, reaps it and frees the pidfd; idempotent. */
  @Override
  public void close() {
    if (!pidFd.descriptor().isOpen()) {
      return;
    }
    pidFd.sendSignal(Signal.KILL);
    // Killed, so waitid(2) itself ends soon, also for an interrupted thread: no zombie is left.
    reap();
    pidFd.close();
  }

  @Override
  public String toString() {
    return program + " (process " + pid() + ")";
  }

  private Optional<WaitStatus> await(long nanos) {
    Optional<WaitStatus> known = known();
    if (known.isPresent() || pidFd.descriptor().await("waitid", Libc.POLLIN, nanos) == 0) {
      return known;
    }
    return Optional.of(reap());
  }

  private Optional<WaitStatus> known() {
    reaping.lock();
    try {
      return Optional.ofNullable(status);
    } finally {
      reaping.unlock();
    }
  }

  private WaitStatus reap() {
    reaping.lock();
    try {
      if (status == null) {
        status = waitId();
      }
      return status;
    } finally {
      reaping.unlock();
    }
  }

  private WaitStatus waitId() {
    pidFd.descriptor().use("waitid");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(128, 8);
      Libc.WAITID.require(toString(), P_PIDFD, pidFd.descriptor().number(), info, WEXITED);
      int code = info.get(JAVA_INT, 8);
      int value = info.get(JAVA_INT, 24);
      if (code == CLD_EXITED) {
        return WaitStatus.exited(value);
      }
      return new WaitStatus(code == CLD_DUMPED ? value | CORE_FLAG : value);
    } finally {
      pidFd.descriptor().release();
    }
  }
}
