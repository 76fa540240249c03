package io.ssi.migration.fire;

/** A thread whose task is run by who starts it. */
final class InlineThread extends Thread {
  private final Runnable task;

  InlineThread(Runnable task) {
    super("inline");
    this.task = task;
  }

  @Override
  public void start() {
    task.run();
  }
}
