package io.ssi.pid.foreground;

import io.ssi.membership.stream.BulkStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages over a bulk stream, after one request and one answer. Any thread sends, one receives;
 * both block. Every failure is an IOException.
 */
final class RunLink implements AutoCloseable {
  private static final int MOST_BODY = 16 << 20;

  private final BulkStream stream;
  private final DataInputStream in;
  private final OutputStream out;
  private final ReentrantLock sending = new ReentrantLock();

  RunLink(BulkStream stream) {
    this.stream = stream;
    this.in = new DataInputStream(stream.input());
    this.out = stream.output();
  }

  void send(RunMessage message) throws IOException {
    write(RunFrames.encode(message));
  }

  RunMessage receive() throws IOException {
    int length = in.readInt();
    byte letter = in.readByte();
    byte[] payload = read(length, RunFrames.MOST_PAYLOAD);
    try {
      return RunFrames.decode(letter, ByteBuffer.wrap(payload));
    } catch (IllegalArgumentException e) {
      throw new IOException("Node " + stream.peer() + " sent what is no message", e);
    }
  }

  /** The request, or the answer to it: bytes of somebody else's format. */
  void sendBody(byte[] body) throws IOException {
    write(ByteBuffer.allocate(Integer.BYTES + body.length).putInt(body.length).put(body).array());
  }

  byte[] receiveBody() throws IOException {
    return read(in.readInt(), MOST_BODY);
  }

  /** Nothing more is sent; what was sent arrives even if this side closes now. */
  void endOutput() throws IOException {
    sending.lock();
    try {
      out.close();
    } finally {
      sending.unlock();
    }
  }

  @Override
  public void close() {
    stream.close();
  }

  private void write(byte[] bytes) throws IOException {
    sending.lock();
    try {
      out.write(bytes);
      out.flush();
    } finally {
      sending.unlock();
    }
  }

  private byte[] read(int length, int most) throws IOException {
    if (length < 0 || length > most) {
      throw new IOException("Node " + stream.peer() + " claims to send " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
