package io.ssi.linux.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.ssi.linux.Errno;
import io.ssi.linux.LocalPid;
import io.ssi.linux.Signal;
import io.ssi.linux.SystemCallException;
import io.ssi.linux.WaitStatus;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Optional;

/**
 * A process that cannot be mistaken for another which later gets its number: pidfd_open(2).
 * Thread-safe; need not be a child.
 */
public final class PidFd implements AutoCloseable {
  private static final long PIDFD_OPEN = 434;
  private static final long PIDFD_SEND_SIGNAL = 424;
  private static final long PIDFD_GETFD = 438;
  // PIDFD_GET_INFO of linux/pidfd.h for its first published size, 64 bytes (kernel 6.13).
  private static final long GET_INFO = 0xC040FF0BL;
  private static final int INFO_BYTES = 64;
  private static final long INFO_EXIT = 1 << 3;
  private static final int EXIT_CODE_AT = 60;

  private final LocalPid pid;
  private final Descriptor descriptor;

  private PidFd(LocalPid pid, Descriptor descriptor) {
    this.pid = pid;
    this.descriptor = descriptor;
  }

  /** Opens the process that has the number now; empty if none has. */
  public static Optional<PidFd> open(LocalPid pid) {
    String label = "process " + pid;
    long number = Libc.SYSCALL.call(PIDFD_OPEN, (long) pid.value(), 0L, 0L, 0L);
    if (number == -Errno.ESRCH.number()) {
      return Optional.empty();
    }
    if (number < 0) {
      throw SystemCallException.of("pidfd_open", label, (int) -number);
    }
    return Optional.of(new PidFd(pid, Descriptor.adopt((int) number, label)));
  }

  /** Takes over a pidfd that was received or made elsewhere; the pid is what the caller knows. */
  public static PidFd of(LocalPid pid, Descriptor descriptor) {
    return new PidFd(pid, descriptor);
  }

  /** The number that it was opened with. */
  public LocalPid pid() {
    return pid;
  }

  /** The descriptor, still owned by this object. */
  public Descriptor descriptor() {
    return descriptor;
  }

  /**
   * Sends a signal to the whole process.
   *
   * @return false if it has ended and was reaped; a zombie takes signals without effect
   * @throws io.ssi.linux.LinuxPermissionException EPERM
   */
  public boolean sendSignal(Signal signal) {
    descriptor.use("pidfd_send_signal");
    try {
      long result =
          Libc.SYSCALL.call(
              PIDFD_SEND_SIGNAL, (long) descriptor.number(), (long) signal.number(), 0L, 0L);
      if (result < 0 && result != -Errno.ESRCH.number()) {
        throw SystemCallException.of("pidfd_send_signal", descriptor.toString(), (int) -result);
      }
      return result == 0;
    } finally {
      descriptor.release();
    }
  }

  /**
   * A copy of one of its descriptors, pidfd_getfd(2): the same open file, with its position and its
   * locks of flock(2).
   *
   * @param number in that process
   * @throws SystemCallException EBADF if it is not open there, ESRCH if the process has ended
   */
  public Descriptor copyOf(int number) {
    descriptor.use("pidfd_getfd");
    try {
      String label = "descriptor " + number + " of process " + pid;
      long copy = Libc.SYSCALL.call(PIDFD_GETFD, (long) descriptor.number(), (long) number, 0L, 0L);
      if (copy < 0) {
        throw SystemCallException.of("pidfd_getfd", label, (int) -copy);
      }
      return Descriptor.adopt((int) copy, label);
    } finally {
      descriptor.release();
    }
  }

  /** Whether it has ended; a zombie has. */
  public boolean hasEnded() {
    return awaitExit(Duration.ZERO);
  }

  /** Waits until it has ended, reaped or not; false when the time is over. */
  public boolean awaitExit(Duration limit) {
    return descriptor.awaitReadable(limit);
  }

  /**
   * Waits until it has ended and its parent has reaped it; false when the time is over. Kernels
   * before 6.15 do not tell, and the time goes by.
   */
  public boolean awaitReaped(Duration limit) {
    return (descriptor.await("poll", 0, limit.toNanos()) & Libc.POLLHUP) != 0;
  }

  /**
   * How it ended; of any process, also one that is not a child.
   *
   * @return empty while it is not reaped, and on kernels that do not tell (before 6.15)
   */
  public Optional<WaitStatus> exitStatus() {
    descriptor.use("ioctl");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(INFO_BYTES, 8);
      info.set(JAVA_LONG, 0, INFO_EXIT);
      long result = Libc.IOCTL.call(descriptor.number(), GET_INFO, info);
      if (result == 0) {
        boolean told = (info.get(JAVA_LONG, 0) & INFO_EXIT) != 0;
        return told
            ? Optional.of(new WaitStatus(info.get(JAVA_INT, EXIT_CODE_AT)))
            : Optional.empty();
      }
      return switch (Errno.of((int) -result)) {
        case ENOTTY, EINVAL, ESRCH -> Optional.empty();
        default ->
            throw SystemCallException.of("PIDFD_GET_INFO", descriptor.toString(), (int) -result);
      };
    } finally {
      descriptor.release();
    }
  }

  @Override
  public void close() {
    descriptor.close();
  }

  @Override
  public String toString() {
    return "pidfd of " + pid;
  }
}
