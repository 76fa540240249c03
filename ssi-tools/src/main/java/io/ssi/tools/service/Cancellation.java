package io.ssi.tools.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Tells the work of one verb that its caller wants it to end. Happens at most once; later reasons
 * are ignored. All methods may be called from any thread.
 */
public final class Cancellation {

  /** Why the work is to end. */
  public enum Reason {
    /** Control-C. */
    INTERRUPTED(2, "interrupted"),
    /** Control-backslash. */
    QUIT(3, "interrupted"),
    /** The terminal was closed. */
    HUNG_UP(1, "interrupted: the terminal is gone"),
    /** Somebody asked the command to end. */
    TERMINATED(15, "asked to end"),
    /** The command itself is gone, so nobody reads an answer. */
    CALLER_GONE(0, "the caller is gone"),
    /** The agent ends. */
    AGENT_STOPS(0, "the agent is being stopped");

    private final int signal;
    private final String words;

    Reason(int signal, String words) {
      this.signal = signal;
      this.words = words;
    }

    /**
     * The signal that the command got.
     *
     * @return its number; empty if it was none
     */
    public OptionalInt signal() {
      return signal == 0 ? OptionalInt.empty() : OptionalInt.of(signal);
    }

    /**
     * For a message.
     *
     * @return such as {@code interrupted}
     */
    public String words() {
      return words;
    }
  }

  /** Takes a hook back. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  private final List<Runnable> hooks = new ArrayList<>();
  private volatile @Nullable Reason reason;

  /**
   * Ends the work. Runs the hooks on this thread.
   *
   * @param why told to those who ask
   */
  public void cancel(Reason why) {
    List<Runnable> waiting;
    synchronized (hooks) {
      if (reason != null) {
        return;
      }
      reason = why;
      waiting = List.copyOf(hooks);
      hooks.clear();
    }
    waiting.forEach(Runnable::run);
  }

  /**
   * Whether the work is to end.
   *
   * @return once true, always true
   */
  public boolean isCancelled() {
    return reason != null;
  }

  /**
   * Why the work is to end.
   *
   * @return empty until it is
   */
  public Optional<Reason> reason() {
    return Optional.ofNullable(reason);
  }

  /**
   * Runs a hook when the work is to end; at once, on this thread, if that is so already.
   *
   * @param hook short, must not block and must not throw
   * @return closing it takes the hook back
   */
  public Registration onCancel(Runnable hook) {
    synchronized (hooks) {
      if (reason == null) {
        hooks.add(hook);
        return () -> forget(hook);
      }
    }
    hook.run();
    return () -> {};
  }

  /**
   * Ends the work here if it is to end.
   *
   * @param done what has been done by now, such as {@code nothing was changed}
   * @throws InterruptedVerbException if the work is to end
   */
  public void throwIfCancelled(String done) {
    Reason why = reason;
    if (why != null) {
      throw new InterruptedVerbException(why, done);
    }
  }

  private void forget(Runnable hook) {
    synchronized (hooks) {
      hooks.remove(hook);
    }
  }
}
