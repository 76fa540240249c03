package io.ssi.linux.container;

import io.ssi.linux.LinuxException;
import io.ssi.linux.syscall.ReceivedMessage;
import io.ssi.linux.syscall.SocketType;
import io.ssi.linux.syscall.UnixListener;
import io.ssi.linux.syscall.UnixSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A socket server in this very process that answers as the test says; empty means hang up. */
final class ScriptedKeeper implements AutoCloseable {
  private final UnixListener listener;
  private final Function<KeeperFrame, Optional<KeeperFrame>> script;
  private final List<UnixSocket> connections = new CopyOnWriteArrayList<>();

  ScriptedKeeper(Path path, Function<KeeperFrame, Optional<KeeperFrame>> script) {
    this.listener = UnixListener.listen(path, SocketType.STREAM, 8);
    this.script = script;
    Thread.startVirtualThread(this::accept);
  }

  void hangUp() {
    connections.forEach(UnixSocket::close);
  }

  void say(KeeperFrame event) {
    connections.getLast().send(event.encode());
  }

  @Override
  public void close() {
    listener.close();
    hangUp();
  }

  private void accept() {
    try {
      while (true) {
        UnixSocket socket = listener.accept();
        connections.add(socket);
        Thread.startVirtualThread(() -> serve(socket));
      }
    } catch (LinuxException e) {
      listener.close();
    }
  }

  private void serve(UnixSocket socket) {
    try (FrameAssembler assembler = new FrameAssembler()) {
      Optional<ReceivedMessage> message = socket.receive(1 << 16);
      while (message.isPresent()) {
        for (KeeperReply request : assembler.feed(message.get())) {
          script
              .apply(request.frame())
              .ifPresentOrElse(reply -> socket.send(reply.encode()), socket::close);
        }
        message = socket.receive(1 << 16);
      }
    } catch (LinuxException e) {
      socket.close();
    }
  }
}
