package io.ssi.linux.criu.image;

import io.ssi.linux.InsidePid;
import io.ssi.linux.criu.wire.CriuImageProto.PagemapEntry;
import io.ssi.linux.criu.wire.CriuImageProto.PagemapHead;
import java.nio.file.Path;

/**
 * How much of a process's memory is in the image, {@code pagemap-PID.img}.
 *
 * @param pagesFile number of the pages file
 * @param presentPages pages that are in it
 * @param parentPages pages that are in the image before this one
 */
public record PagemapImage(int pagesFile, long presentPages, long parentPages) {
  private static final int IN_PARENT = 1;
  private static final int PRESENT = 4;
  private static final int PAGE_BYTES = 4096;
  private static final long MOST_PAGES = 1L << 40;

  /** Reads that of one process. */
  public static PagemapImage read(Path directory, InsidePid pid) {
    return of(ImageFile.read(directory, ImageKind.PAGEMAP, pid.value()));
  }

  /** Bytes of memory in the pages file. */
  public long presentBytes() {
    return presentPages * PAGE_BYTES;
  }

  static PagemapImage of(ImageFile file) {
    int pages =
        file.value(
            0,
            PagemapHead.parser(),
            head -> {
              Present.require(head.hasPages(), "pages_id");
              return head.getPages();
            });
    long present = 0;
    long parent = 0;
    for (int i = 1; i < file.size(); i++) {
      Range range = file.value(i, PagemapEntry.parser(), PagemapImage::range);
      present += range.present;
      parent += range.parent;
    }
    return new PagemapImage(pages, present, parent);
  }

  private record Range(long present, long parent) {}

  // CRIU 4.2 has moved the count to a 64 bit field and writes 0 into the old one.
  private static Range range(PagemapEntry entry) {
    Present.require(entry.hasAddress(), "vaddr");
    Present.require(entry.hasOldCount() || entry.hasCount(), "nr_pages");
    long count = entry.hasCount() ? entry.getCount() : Integer.toUnsignedLong(entry.getOldCount());
    if (count <= 0 || count > MOST_PAGES) {
      throw new IllegalArgumentException("a range has " + count + " pages");
    }
    int flags = entry.hasFlags() ? entry.getFlags() : entry.getInParent() ? IN_PARENT : PRESENT;
    return new Range((flags & PRESENT) != 0 ? count : 0, (flags & IN_PARENT) != 0 ? count : 0);
  }
}
