package io.ssi.tools.service;

import io.ssi.pid.foreground.RunMessage;

/** The command that runs a program in the foreground, at the other end of the control socket. */
public interface Console {

  /** Takes what the command says. Called by one thread at a time; may block. */
  interface Listener {

    /**
     * The command said something.
     *
     * @param message bytes, their end, room for more, a signal, or a size
     */
    void said(RunMessage message);

    /** The command is gone; nothing follows. */
    void gone();
  }

  /**
   * Tells the command that a program has its streams, its signals and perhaps its terminal from now
   * on. What it says goes to the listener; if it is gone already, that is said at once. Called
   * once.
   *
   * @param listener takes what it says
   * @param terminal whether its terminal is to pass everything on unchanged
   */
  void attach(Listener listener, boolean terminal);

  /**
   * Tells the command that the verb shows a screen on its terminal from now on. Keys and sizes go
   * to the listener, and signals; keys that make signals still do. Called once, instead of {@link
   * #attach}.
   *
   * @param listener takes what it says
   * @param farewell what the command writes to its terminal when it gives that back, whatever
   *     becomes of the verb
   */
  void showScreen(Listener listener, byte[] farewell);

  /**
   * Sends something to the command; waits while it takes nothing, does nothing when it is gone.
   *
   * @param message bytes, their end, or room for more
   */
  void send(RunMessage message);
}
