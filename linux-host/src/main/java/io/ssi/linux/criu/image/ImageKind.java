package io.ssi.linux.criu.image;

import java.util.Locale;

/** The image files that are read here, with the magic numbers of CRIU's {@code magic.h}. */
public enum ImageKind {
  /** Head of the whole image. */
  INVENTORY(Family.ALONE, 0x58313116, "inventory.img"),
  /** The processes. */
  PSTREE(Family.COMMON, 0x50273030, "pstree.img"),
  /** One thread. */
  CORE(Family.COMMON, 0x55053847, "core-%d.img"),
  /** Which kernel objects a process shares with others. */
  IDS(Family.COMMON, 0x54432030, "ids-%d.img"),
  /** Layout of one process's memory. */
  MM(Family.COMMON, 0x57492820, "mm-%d.img"),
  /** Which pages of a process's memory are in the pages file. */
  PAGEMAP(Family.COMMON, 0x56084025, "pagemap-%d.img"),
  /** The same for shared anonymous memory. */
  PAGEMAP_SHARED(Family.COMMON, 0x56084025, "pagemap-shmem-%d.img"),
  /** All open and mapped files. */
  FILES(Family.COMMON, 0x56303138, "files.img"),
  /** Descriptors of one table. */
  FDINFO(Family.COMMON, 0x56213732, "fdinfo-%d.img"),
  /** Working directory and root of one process. */
  FS(Family.COMMON, 0x51403912, "fs-%d.img"),
  /** Files that do not exist under their name. */
  REMAP(Family.COMMON, 0x59133954, "remap-fpath.img"),
  /** The queues of one TCP connection, followed by their content. */
  TCP_STREAM(Family.COMMON, 0x51465506, "tcp-stream-%x.img"),
  /** Locks on files. */
  LOCKS(Family.COMMON, 0x54323616, "filelocks.img"),
  /** Times and counts of the dump. */
  STATISTICS(Family.SERVICE, 0x57093306, "stats-dump");

  private enum Family {
    ALONE(0),
    COMMON(0x54564319),
    SERVICE(0x55105940);

    private final int magic;

    Family(int magic) {
      this.magic = magic;
    }
  }

  private final Family family;
  private final int magic;
  private final String pattern;

  ImageKind(Family family, int magic, String pattern) {
    this.family = family;
    this.magic = magic;
    this.pattern = pattern;
  }

  /** Name of the file; the number is that of the process, the table or the segment, if any. */
  public String fileName(long number) {
    return String.format(Locale.ROOT, pattern, number);
  }

  /** Name of the only file of this kind. */
  public String fileName() {
    if (pattern.contains("%")) {
      throw new IllegalStateException("There are many files " + pattern);
    }
    return pattern;
  }

  boolean isName(String fileName) {
    return fileName.matches(
        pattern.replace(".", "\\.").replace("%d", "\\d+").replace("%x", "[0-9a-f]+"));
  }

  boolean hasFamilyMagic() {
    return family != Family.ALONE;
  }

  int familyMagic() {
    return family.magic;
  }

  int magic() {
    return magic;
  }
}
