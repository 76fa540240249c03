package io.ssi.membership.stream;

import java.util.Arrays;

/** Room for frames that grows by doubling, so that a stream costs what it carries. */
final class FrameRoom {
  private FrameRoom() {}

  /**
   * An array that has room for some bytes: the given one, or a larger one.
   *
   * @param room what there is
   * @param used bytes at its beginning that must be kept
   * @param needed bytes; at most {@code most}
   * @param most how large it ever gets
   * @return at least {@code needed} long
   */
  static byte[] keeping(byte[] room, int used, int needed, int most) {
    if (needed <= room.length) {
      return room;
    }
    int length = Math.min(most, Math.max(needed, 2 * room.length));
    return used == 0 ? new byte[length] : Arrays.copyOf(room, length);
  }
}
