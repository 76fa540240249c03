package io.ssi.pid.message;

/**
 * A piece of what an application wrote.
 *
 * @param found whether the node has the segment at all
 * @param data the bytes from the offset asked for; empty at the end
 * @param isFinal whether nothing will ever be added to the segment
 * @param size bytes of the segment now
 */
public record LogPiece(boolean found, byte[] data, boolean isFinal, long size) {

  /** The node does not have the segment. */
  public static final LogPiece ABSENT = new LogPiece(false, new byte[0], false, 0);

  /**
   * Whether everything was told.
   *
   * @param offset the offset that was asked for
   * @return true if the segment is final and this piece reaches its end
   */
  public boolean completes(long offset) {
    return found && isFinal && offset + data.length >= size;
  }
}
