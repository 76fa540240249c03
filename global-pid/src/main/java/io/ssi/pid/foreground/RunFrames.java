package io.ssi.pid.foreground;

import io.ssi.linux.WaitStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Messages as bytes: the length of the payload (u32), a letter, the payload. The same on the
 * control socket and between agents; numbers are big-endian.
 */
public final class RunFrames {
  /** Bytes in front of every payload. */
  public static final int HEADER = 5;

  /** Bytes of the largest payload. */
  public static final int MOST_PAYLOAD = RunMessage.MOST_DATA + 1;

  private RunFrames() {}

  /**
   * Writes a message.
   *
   * @param message any
   * @return the whole frame
   */
  public static byte[] encode(RunMessage message) {
    return switch (message) {
      case RunMessage.Data(RunStream stream, byte[] bytes) ->
          begin('D', 1 + bytes.length).put((byte) stream.number()).put(bytes).array();
      case RunMessage.End(RunStream stream) -> begin('E', 1).put((byte) stream.number()).array();
      case RunMessage.Closed(RunStream stream) -> begin('C', 1).put((byte) stream.number()).array();
      case RunMessage.Room(RunStream stream, int bytes) ->
          begin('A', 5).put((byte) stream.number()).putInt(bytes).array();
      case RunMessage.Signalled(int number) -> begin('S', 4).putInt(number).array();
      case RunMessage.Resized(int rows, int columns) ->
          begin('W', 4).putShort((short) rows).putShort((short) columns).array();
      case RunMessage.Detached() -> begin('T', 0).array();
      case RunMessage.CallerGone() -> begin('G', 0).array();
      case RunMessage.Ended(WaitStatus status) -> begin('X', 4).putInt(status.raw()).array();
      case RunMessage.Lost(String reason) -> {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        yield begin('L', text.length).put(text).array();
      }
    };
  }

  /**
   * Reads a message.
   *
   * @param letter its type
   * @param payload its payload, from its position to its limit
   * @return the message
   * @throws IllegalArgumentException if these bytes are no message
   */
  public static RunMessage decode(byte letter, ByteBuffer payload) {
    int length = payload.remaining();
    return switch (letter) {
      case 'D' -> {
        require(letter, length >= 2 && length <= MOST_PAYLOAD);
        RunStream stream = stream(payload);
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        yield new RunMessage.Data(stream, bytes);
      }
      case 'E' -> {
        require(letter, length == 1);
        yield new RunMessage.End(stream(payload));
      }
      case 'C' -> {
        require(letter, length == 1);
        yield new RunMessage.Closed(stream(payload));
      }
      case 'A' -> {
        require(letter, length == 5);
        yield new RunMessage.Room(stream(payload), payload.getInt());
      }
      case 'S' -> {
        require(letter, length == 4);
        yield new RunMessage.Signalled(payload.getInt());
      }
      case 'W' -> {
        require(letter, length == 4);
        yield new RunMessage.Resized(
            Short.toUnsignedInt(payload.getShort()), Short.toUnsignedInt(payload.getShort()));
      }
      case 'T' -> {
        require(letter, length == 0);
        yield new RunMessage.Detached();
      }
      case 'G' -> {
        require(letter, length == 0);
        yield new RunMessage.CallerGone();
      }
      case 'X' -> {
        require(letter, length == 4);
        yield new RunMessage.Ended(new WaitStatus(payload.getInt()));
      }
      case 'L' -> new RunMessage.Lost(StandardCharsets.UTF_8.decode(payload).toString());
      default -> throw new IllegalArgumentException("A message of the unknown type " + letter);
    };
  }

  private static RunStream stream(ByteBuffer payload) {
    return RunStream.of(payload.get());
  }

  private static void require(byte letter, boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("A message " + (char) letter + " has the wrong length");
    }
  }

  private static ByteBuffer begin(char letter, int length) {
    return ByteBuffer.allocate(HEADER + length).putInt(length).put((byte) letter);
  }
}
