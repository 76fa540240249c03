package io.ssi.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.Pipe;
import io.ssi.linux.syscall.ReceivedMessage;
import io.ssi.linux.syscall.SocketType;
import io.ssi.linux.syscall.UnixSocket;
import io.ssi.pid.foreground.RunFrames;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Speaks the control protocol byte by byte, as a test wants it. */
final class ScriptedClient implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(10);

  final UnixSocket socket;
  final Pipe in = Pipe.open();
  final Pipe out = Pipe.open();
  final Pipe err = Pipe.open();
  private final ByteBuffer received = ByteBuffer.allocate(2 * RunFrames.MOST_PAYLOAD);

  ScriptedClient(Path path) {
    socket = UnixSocket.connect(path, SocketType.STREAM);
  }

  /** The next frame as its letter and payload; empty at the end. */
  Optional<ByteBuffer> frame() {
    while (received.position() < 5 || received.position() < 5 + received.getInt(0)) {
      Optional<ReceivedMessage> more = socket.receive(4096, LIMIT);
      if (more.isEmpty()) {
        return Optional.empty();
      }
      received.put(more.get().bytes());
    }
    received.flip();
    byte[] payload = new byte[received.getInt()];
    received.get();
    received.get(payload);
    received.compact();
    return Optional.of(ByteBuffer.wrap(payload));
  }

  static byte[] frame(char type, byte[] payload) {
    return ByteBuffer.allocate(5 + payload.length)
        .putInt(payload.length)
        .put((byte) type)
        .put(payload)
        .array();
  }

  static byte[] request(List<byte[]> words, List<byte[]> variables) {
    ByteBuffer payload = ByteBuffer.allocate(1 << 16);
    payload
        .putShort((short) 2)
        .putInt(022)
        .put((byte) 27)
        .put((byte) 0)
        .putShort((short) 0)
        .putShort((short) 0);
    payload.putInt(1).putLong(-1).putLong(-1);
    strings(payload, List.of("/tmp".getBytes(StandardCharsets.UTF_8)), false);
    strings(payload, words, true);
    strings(payload, variables, true);
    byte[] bytes = new byte[payload.position()];
    payload.flip().get(bytes);
    return frame('R', bytes);
  }

  /** Greets and asks for a verb. */
  void ask(String line) {
    frame();
    List<byte[]> words =
        List.of(line.split(" ")).stream().map(w -> w.getBytes(StandardCharsets.UTF_8)).toList();
    send(request(words, List.of("TZ=UTC".getBytes(StandardCharsets.UTF_8))));
  }

  /** Sends a request with the three streams, and closes this side's copies of them. */
  void send(byte[] request) {
    socket.send(request, in.reader(), out.writer(), err.writer());
    in.reader().close();
    out.writer().close();
    err.writer().close();
  }

  void signal(int number) {
    socket.send(frame('S', ByteBuffer.allocate(4).putInt(number).array()));
  }

  /** Sends a signal unless the agent has already said how the verb ended and gone. */
  void signalIfThere(int number) {
    try {
      signal(number);
    } catch (SystemCallException e) {
      assertThat(e.errno()).isEqualTo(Errno.EPIPE);
    }
  }

  /** The exit status as a shell would see it. */
  int status() {
    ByteBuffer payload = frame().orElseThrow();
    return payload.get() == 0 ? payload.getInt() : 128 + payload.getInt();
  }

  /** All that comes out of a pipe. */
  static String text(Pipe pipe) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    for (int n = pipe.reader().read(buffer); n >= 0; n = pipe.reader().read(buffer)) {
      bytes.write(buffer, 0, n);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    socket.close();
    in.close();
    out.close();
    err.close();
  }

  private static void strings(ByteBuffer payload, List<byte[]> strings, boolean counted) {
    if (counted) {
      payload.putInt(strings.size());
    }
    strings.forEach(string -> payload.putInt(string.length).put(string));
  }
}
