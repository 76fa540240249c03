package io.ssi.linux.criu;

import io.ssi.linux.syscall.ChildProcess;
import io.ssi.linux.syscall.UnixSocket;
import java.time.Duration;

/** A worker that is a child of this process, which reaps it. */
final class SpawnedWorker implements CriuWorker {
  private final ChildProcess child;
  private final UnixSocket socket;
  private final SocketWorker worker;

  SpawnedWorker(ChildProcess child, UnixSocket socket) {
    this.child = child;
    this.socket = socket;
    this.worker = new SocketWorker(socket, child.pidFd());
  }

  @Override
  public void send(byte[] message) {
    worker.send(message);
  }

  @Override
  public Reception receive(Duration limit) {
    return worker.receive(limit);
  }

  @Override
  public void kill() {
    worker.kill();
  }

  @Override
  public boolean hasEnded() {
    return worker.hasEnded();
  }

  @Override
  public boolean awaitEnd(Duration limit) {
    return child.await(limit).isPresent();
  }

  @Override
  public void disconnect() {
    worker.disconnect();
  }

  @Override
  public void close() {
    socket.close();
    child.close();
  }
}
