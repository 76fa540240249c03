package io.ssi.linux.criu;

import io.ssi.linux.Errno;
import io.ssi.linux.Signal;
import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.PidFd;
import io.ssi.linux.syscall.ReceivedMessage;
import io.ssi.linux.syscall.UnixSocket;
import java.time.Duration;
import java.util.Optional;

/** A worker behind a SEQPACKET socket whose process is known by pidfd. Its parent reaps it. */
public final class SocketWorker implements CriuWorker {
  // CRIU's own limit for one message of RPC.
  private static final int LARGEST_MESSAGE = 1 << 18;

  private final UnixSocket socket;
  private final PidFd process;
  private final Runnable beforeRestore;

  /** Takes over both. */
  public SocketWorker(UnixSocket socket, PidFd process) {
    this(socket, process, () -> {});
  }

  /** Takes over both; the last is run before a restore begins. */
  SocketWorker(UnixSocket socket, PidFd process, Runnable beforeRestore) {
    this.socket = socket;
    this.process = process;
    this.beforeRestore = beforeRestore;
  }

  @Override
  public void restores() {
    beforeRestore.run();
  }

  @Override
  public void send(byte[] message) {
    try {
      socket.send(message);
    } catch (SystemCallException e) {
      if (!isGone(e)) {
        throw e;
      }
    }
  }

  @Override
  public Reception receive(Duration limit) {
    try {
      Optional<ReceivedMessage> message = socket.receive(LARGEST_MESSAGE, limit);
      return message.isPresent()
          ? new Reception.Message(message.get().bytes(), message.get().descriptors())
          : new Reception.EndOfStream();
    } catch (SystemCallException e) {
      if (e.errno() == Errno.ETIMEDOUT) {
        return new Reception.TimedOut();
      }
      if (isGone(e)) {
        return new Reception.EndOfStream();
      }
      throw e;
    }
  }

  @Override
  public void kill() {
    process.sendSignal(Signal.KILL);
  }

  @Override
  public boolean hasEnded() {
    return process.hasEnded();
  }

  @Override
  public boolean awaitEnd(Duration limit) {
    return process.awaitExit(limit);
  }

  @Override
  public void disconnect() {
    socket.close();
  }

  @Override
  public void close() {
    socket.close();
    process.close();
  }

  private static boolean isGone(SystemCallException e) {
    return e.errno() == Errno.EPIPE || e.errno() == Errno.ECONNRESET;
  }
}
