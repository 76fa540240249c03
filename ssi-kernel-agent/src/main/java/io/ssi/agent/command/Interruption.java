package io.ssi.agent.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * While open, a signal that ends the program (Ctrl-C, SIGTERM) interrupts the verb's thread instead
 * and gives it time to tidy up. The exit status is then the signal's.
 */
final class Interruption implements AutoCloseable {
  /** What a shell shows for Ctrl-C; used where the JVM does not set the status itself. */
  static final int STATUS = 130;

  private static final int TIDY_UP_SECONDS = 60;

  private final Thread verb = Thread.currentThread();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "ssi-verb-interruption");

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Clears the interruption, so that what tidies up can wait. Called by the verb's thread. */
  void ignoreFurther() {
    boolean ignored = Thread.interrupted();
  }

  private void interrupt() {
    verb.interrupt();
    try {
      boolean ignored = done.await(TIDY_UP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    try {
      boolean ignored = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The program is ending already, by the very signal: the hook has run.
      ignoreFurther();
    }
  }
}
