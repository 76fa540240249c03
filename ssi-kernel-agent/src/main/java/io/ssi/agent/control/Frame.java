package io.ssi.agent.control;

import io.ssi.pid.foreground.RunFrames;
import io.ssi.pid.foreground.RunMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A frame of the control protocol.
 *
 * @param type what it says
 * @param payload its bytes, from 0 to the limit
 */
record Frame(FrameType type, ByteBuffer payload) {
  static final int HEADER = 5;
  static final int VERSION = 2;

  /** The frame that an agent greets with. */
  static byte[] hello(String node, long pid) {
    byte[] name = node.getBytes(StandardCharsets.UTF_8);
    return begin(FrameType.HELLO, 10 + name.length)
        .putShort((short) VERSION)
        .putInt((int) pid)
        .putInt(name.length)
        .put(name)
        .array();
  }

  /** The last frame. */
  static byte[] exit(int kind, int value) {
    return begin(FrameType.EXIT, 5).put((byte) kind).putInt(value).array();
  }

  /** From now on streams and signals belong to a program. */
  static byte[] attached(boolean terminal) {
    return begin(FrameType.ATTACHED, 1).put((byte) (terminal ? 1 : 0)).array();
  }

  /** From now on the verb shows a screen, which the farewell takes away again. */
  static byte[] screen(byte[] farewell) {
    return begin(FrameType.ATTACHED, 1 + farewell.length).put((byte) 2).put(farewell).array();
  }

  /** What a client says to a program; fails with BrokenProtocolException if it is no message. */
  RunMessage message() {
    try {
      return RunFrames.decode(type.letter(), payload);
    } catch (IllegalArgumentException e) {
      throw new BrokenProtocolException(String.valueOf(e.getMessage()));
    }
  }

  private static ByteBuffer begin(FrameType type, int length) {
    return ByteBuffer.allocate(HEADER + length).putInt(length).put(type.letter());
  }
}
