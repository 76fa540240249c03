package io.ssi.migration.wire;

import io.ssi.migration.CheckpointId;
import java.nio.ByteBuffer;

/** The name of a version of an application, in the conversation of its containers. */
public final class PartOrderFormat {
  private PartOrderFormat() {}

  /**
   * Writes it.
   *
   * @param whole the version of the first container
   * @return its bytes
   */
  public static byte[] encode(CheckpointId whole) {
    return ByteBuffer.allocate(2 * Integer.BYTES)
        .putInt(whole.application())
        .putInt(whole.version())
        .array();
  }

  /**
   * Reads it.
   *
   * @param bytes as {@link #encode} wrote them
   * @return the version of the first container
   */
  public static CheckpointId decode(byte[] bytes) {
    if (bytes.length != 2 * Integer.BYTES) {
      throw new IllegalArgumentException("Not the name of a version: " + bytes.length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new CheckpointId(buffer.getInt(), buffer.getInt());
  }
}
