package io.ssi.migration.store;

import io.ssi.migration.image.ImageFile;
import java.io.InputStream;
import java.util.List;

/**
 * What a receiver would say to {@link PageStore#send} that lacks every page of a version. For one
 * thread.
 */
public final class EverythingWanted extends InputStream {
  private static final int BITS = 0xff;

  private long pages;
  // Bytes of the bitmap that are still to come.
  private int left;

  /**
   * For one version.
   *
   * @param files what its manifest lists
   */
  public EverythingWanted(List<ImageFile> files) {
    pages = files.stream().mapToLong(file -> Page.count(file.size())).sum();
  }

  @Override
  public int read() {
    if (left > 0) {
      left--;
      return BITS;
    }
    if (pages <= 0) {
      return Segment.ENDS;
    }
    int count = (int) Math.min(Segment.PAGES, pages);
    pages -= count;
    left = Segment.bitmapBytes(count);
    return Segment.WANTS;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    for (int i = 0; i < length; i++) {
      bytes[offset + i] = (byte) read();
    }
    return length;
  }
}
