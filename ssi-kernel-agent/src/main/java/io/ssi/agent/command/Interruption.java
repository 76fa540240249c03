package io.ssi.agent.command;

import io.ssi.agent.AgentException;
import io.ssi.agent.machine.InterruptedWaitException;
import io.ssi.agent.machine.Waiting;
import io.ssi.linux.LinuxException;
import io.ssi.tools.service.Cancellation;
import io.ssi.tools.service.InterruptedVerbException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets the caller of a verb end it: its thread is interrupted, and what was begun is undone.
 *
 * @param cancellation tells that the verb is to end
 * @param nanoClock a clock that only goes forward
 */
record Interruption(Cancellation cancellation, LongSupplier nanoClock) {
  private static final Duration SIGNALS_APART = Duration.ofMillis(500);

  /**
   * Does the work of a verb.
   *
   * @param work what to do; waits in ways that an interruption ends
   * @param undo called when it was interrupted; says how things stand then
   * @return what the work returns
   * @throws InterruptedVerbException if it was interrupted
   */
  <T> T guard(Supplier<T> work, Supplier<String> undo) {
    Thread verb = Thread.currentThread();
    try (var _ = cancellation.onCancel(verb::interrupt)) {
      return attempt(work, undo);
    }
  }

  private <T> T attempt(Supplier<T> work, Supplier<String> undo) {
    try {
      return work.get();
    } catch (AgentException | LinuxException e) {
      throw new InterruptedVerbException(reasonBehind(e), undisturbed(undo));
    }
  }

  /**
   * The reason why the work was to end when it failed. A signal to the whole process group, as
   * Ctrl-C is, may end a program that the verb runs before it has reached the verb itself; so this
   * waits a moment for the interruption of this thread.
   */
  private Cancellation.Reason reasonBehind(RuntimeException failure) {
    try {
      boolean _ = new Waiting(nanoClock).until("a signal", SIGNALS_APART, () -> false);
      throw failure;
    } catch (InterruptedWaitException e) {
      // From here on the thread can wait again.
      boolean _ = Thread.interrupted();
      return cancellation.reason().orElseThrow(() -> failure);
    }
  }

  /** Tidies up on a thread that no interruption reaches: half of it would be worse than none. */
  private static String undisturbed(Supplier<String> undo) {
    var outcome = new CompletableFuture<String>();
    Thread.ofPlatform()
        .name("ssi-undo")
        .start(() -> {
          try {
            outcome.complete(undo.get());
          } catch (RuntimeException e) {
            outcome.completeExceptionally(e);
          }
        });
    try {
      // Waits on when this thread is interrupted.
      return outcome.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }
}
