package io.ssi.pid.foreground;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.Descriptor;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for what comes out of a pipe or a terminal, so that ending the wait takes nothing out. One
 * thread waits and takes at a time; the other methods may be called from any.
 */
final class OutputEnd {
  private static final Duration FOREVER = Duration.ofDays(10_000);

  private final Descriptor outer;
  private final boolean terminal;
  // Waited on instead of the descriptor itself, so that closing it ends a wait and loses nothing.
  private final Descriptor waiting;
  private volatile boolean stopped;

  /** How bytes are taken out of it. */
  @FunctionalInterface
  interface Taking<T> {
    /** Gives what was taken; empty at the end. */
    Optional<T> from(Descriptor outer);
  }

  /** Takes over the descriptor. */
  OutputEnd(RunEnds.Output end) {
    this.outer = end.outer();
    this.terminal = end.terminal();
    this.waiting = outer.duplicate();
  }

  /** To be closed when nobody waits any more, or to be read on. */
  Descriptor outer() {
    return outer;
  }

  boolean isTerminal() {
    return terminal;
  }

  /** The program has ended: from now on nothing is waited for. */
  void drain() {
    waiting.close();
  }

  /** Ends it, with bytes perhaps left. */
  void stop() {
    stopped = true;
    waiting.close();
  }

  boolean isStopped() {
    return stopped;
  }

  /**
   * Waits for something to take; false when it was ended, or the program has, and nothing is left.
   */
  boolean awaitReadable() {
    try {
      if (waiting.awaitReadable(FOREVER)) {
        return true;
      }
    } catch (SystemCallException e) {
      if (waiting.isOpen()) {
        throw e;
      }
    }
    return !stopped && isReadable();
  }

  /** Whether there is something to take now, or the end. */
  boolean isReadable() {
    try {
      return outer.awaitReadable(Duration.ZERO);
    } catch (SystemCallException e) {
      return stillOpen(e);
    }
  }

  /** Takes; empty at the end, and when the descriptor was closed here. */
  <T> Optional<T> take(Taking<T> taking) {
    try {
      return taking.from(outer);
    } catch (SystemCallException e) {
      // EIO: nobody has the other side of the terminal open any more, pty(7).
      boolean isEnd = (terminal && e.errno() == Errno.EIO) || !stillOpen(e);
      if (isEnd) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** To be called when nobody waits or takes any more. */
  void close() {
    waiting.close();
    outer.close();
  }

  private boolean stillOpen(SystemCallException e) {
    if (outer.isOpen()) {
      throw e;
    }
    return false;
  }
}
