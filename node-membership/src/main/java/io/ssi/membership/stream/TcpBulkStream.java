package io.ssi.membership.stream;

import io.ssi.membership.NodeId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Consumer;

/** One stream over a connection whose handshake is done. */
final class TcpBulkStream implements BulkStream {
  private final NodeId peer;
  private final Socket socket;
  private final FrameInput input;
  private final FrameOutput output;
  private final Consumer<TcpBulkStream> onClose;

  TcpBulkStream(
      NodeId peer,
      Socket socket,
      byte[] sendKey,
      byte[] receiveKey,
      Consumer<TcpBulkStream> onClose)
      throws IOException {
    this.peer = peer;
    this.socket = socket;
    this.input =
        new FrameInput(socket.getInputStream(), FrameCipher.opening(receiveKey), "node " + peer);
    this.output = new FrameOutput(socket.getOutputStream(), FrameCipher.sealing(sendKey));
    this.onClose = onClose;
  }

  @Override
  public NodeId peer() {
    return peer;
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // The kernel has let go of it all the same: close(2).
      throw new StreamException("Cannot close the stream to node " + peer, e);
    } finally {
      onClose.accept(this);
    }
  }
}
