package io.ssi.agent.control;

import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.UnixSocket;
import io.ssi.pid.foreground.RunFrames;
import io.ssi.pid.foreground.RunMessage;
import io.ssi.tools.service.Console;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client as the other end of a program's streams, by frames on its socket. Thread-safe. */
final class ClientConsole implements Console {
  private static final Logger LOG = LoggerFactory.getLogger(ClientConsole.class);

  private final UnixSocket socket;
  private final OnAttach onAttach;
  // Both guarded by this.
  private Optional<Listener> listener = Optional.empty();
  private boolean gone;

  /** What is done before the client is told that its streams are not the verb's any more. */
  @FunctionalInterface
  interface OnAttach {

    /** Raw: the client will let its terminal pass everything on. */
    void attached(boolean raw);
  }

  ClientConsole(UnixSocket socket, OnAttach onAttach) {
    this.socket = socket;
    this.onAttach = onAttach;
  }

  /** Who takes what the client says; empty while that is still the verb's. */
  synchronized Optional<Listener> listener() {
    return listener;
  }

  /** The client is gone. */
  void gone() {
    Optional<Listener> told;
    synchronized (this) {
      gone = true;
      told = listener;
    }
    told.ifPresent(Listener::gone);
  }

  @Override
  public void attach(Listener added, boolean terminal) {
    attach(added, Frame.attached(terminal), terminal);
  }

  @Override
  public void showScreen(Listener added, byte[] farewell) {
    attach(added, Frame.screen(farewell), true);
  }

  private void attach(Listener added, byte[] frame, boolean raw) {
    boolean isGone;
    synchronized (this) {
      listener = Optional.of(added);
      isGone = gone;
    }
    if (isGone) {
      added.gone();
      return;
    }
    onAttach.attached(raw);
    send(frame);
  }

  @Override
  public void send(RunMessage message) {
    send(RunFrames.encode(message));
  }

  private void send(byte[] frame) {
    try {
      socket.send(frame);
    } catch (SystemCallException e) {
      // Whoever reads from the socket notices too, and tells the listener.
      LOG.debug("a client is gone", e);
    }
  }
}
