package io.ssi.migration.store;

/**
 * How versions travel: the hashes of up to {@link #PAGES} pages, then which of them the receiver
 * lacks, then those in blocks. In bytes, all numbers big-endian:
 *
 * <pre>
 *   sender:    hashes, 32 each; how many follows from the files' sizes
 *   receiver:  WANTS, one bit a page, the lowest first
 *   sender:    until no page is lacking: pages (short), length (int), block
 * </pre>
 *
 * <p>After the last segment, or as soon as something failed at the receiver, it says ENDS in place
 * of WANTS, and how it ended follows.
 */
final class Segment {
  /** A power of two; bounds what either side keeps of it, 128 KiB of hashes. */
  static final int PAGES = 4096;

  static final int WANTS = 1;
  static final int ENDS = 2;

  private Segment() {}

  /** The bytes of a bitmap of so many pages. */
  static int bitmapBytes(int pages) {
    return (pages + Byte.SIZE - 1) / Byte.SIZE;
  }
}
