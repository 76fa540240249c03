package io.ssi.linux;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a process ended, as wait(2) gives it: by itself with a code, or by a signal.
 *
 * @param raw the status word of the kernel; only those of ended processes
 */
public record WaitStatus(int raw) {
  private static final int SIGNAL_MASK = 0x7f;
  private static final int CORE_FLAG = 0x80;
  private static final int STOPPED = 0x7f;

  /** Refuses words that mean stopped or continued, or nothing. */
  public WaitStatus {
    int signal = raw & SIGNAL_MASK;
    boolean exited = (raw & 0xff) == 0 && raw >= 0 && raw <= 0xff00;
    boolean killed = signal != 0 && signal != STOPPED && signal <= 64 && (raw & ~0xff) == 0;
    if (!exited && !killed) {
      throw new IllegalArgumentException(
          "0x" + Integer.toHexString(raw) + " is not the wait status of an ended process");
    }
  }

  /** Of a process that called exit with the code 0..255. */
  public static WaitStatus exited(int code) {
    if (code < 0 || code > 255) {
      throw new IllegalArgumentException("An exit code is 0 to 255, not " + code);
    }
    return new WaitStatus(code << 8);
  }

  /** Of a process that the signal ended. */
  public static WaitStatus killed(Signal signal) {
    return new WaitStatus(signal.number());
  }

  /** The exit code; empty if a signal ended it. */
  public OptionalInt exitCode() {
    return (raw & SIGNAL_MASK) == 0 ? OptionalInt.of(raw >> 8) : OptionalInt.empty();
  }

  /** The signal that ended it; empty if it called exit. */
  public Optional<Signal> signal() {
    int signal = raw & SIGNAL_MASK;
    return signal == 0 ? Optional.empty() : Optional.of(new Signal(signal));
  }

  /** Whether a core file was written. */
  public boolean dumpedCore() {
    return signal().isPresent() && (raw & CORE_FLAG) != 0;
  }

  /** Whether it called exit with 0. */
  public boolean isSuccess() {
    return raw == 0;
  }

  /** The exit status that a shell shows: the code, or 128 plus the signal's number. */
  public int shellStatus() {
    return signal().map(signal -> 128 + signal.number()).orElse(raw >> 8);
  }

  @Override
  public String toString() {
    return signal()
        .map(signal -> "killed by " + signal + (dumpedCore() ? " (core dumped)" : ""))
        .orElse("exited with " + (raw >> 8));
  }
}
