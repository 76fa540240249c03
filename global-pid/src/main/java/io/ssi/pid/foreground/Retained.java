package io.ssi.pid.foreground;

import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes that were sent and that the receiver has not said to have taken. Thread-safe. */
final class Retained {
  // All guarded by this.
  private final Deque<byte[]> pieces = new ArrayDeque<>();
  private int takenOfFirst;
  private int size;

  /** Bytes are about to be sent; not copied. */
  synchronized void sent(byte[] bytes) {
    pieces.add(bytes);
    size += bytes.length;
  }

  /** The receiver has taken the first of them; not more than there are. */
  synchronized void taken(int bytes) {
    size -= bytes;
    takenOfFirst += bytes;
    while (!pieces.isEmpty() && takenOfFirst >= pieces.element().length) {
      takenOfFirst -= pieces.remove().length;
    }
  }

  /** How much the receiver may not have got. */
  synchronized int size() {
    return size;
  }

  /** What the receiver may not have got. */
  synchronized byte[] rest() {
    byte[] rest = new byte[size];
    int skip = takenOfFirst;
    int at = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, skip, rest, at, piece.length - skip);
      at += piece.length - skip;
      skip = 0;
    }
    return rest;
  }
}
