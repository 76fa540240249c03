package io.ssi.linux.criu.image;

import io.ssi.linux.InsidePid;
import io.ssi.linux.criu.wire.CriuImageProto.AreaEntry;
import io.ssi.linux.criu.wire.CriuImageProto.MemoryEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Layout of a process's memory, {@code mm-PID.img}.
 *
 * @param programFile number in {@code files.img} of the program that it runs
 * @param areas by address
 */
public record MemoryImage(int programFile, List<Area> areas) {
  private static final int FILE_PRIVATE = 1 << 6;
  private static final int FILE_SHARED = 1 << 7;
  private static final int PROTECTION_WRITE = 2;
  private static final int PAGE_MASK = 0xfff;

  /** Copies the list. */
  public MemoryImage {
    areas = List.copyOf(areas);
  }

  /**
   * One mapping.
   *
   * @param start first address
   * @param end address after the last
   * @param fileOffset where in the file it begins, in bytes
   * @param object number in {@code files.img} if a file is mapped, else that of a shared segment
   * @param protection as in mmap(2)
   * @param status bits of CRIU that say what kind it is
   */
  public record Area(
      long start, long end, long fileOffset, long object, int protection, int status) {

    /** Refuses what is not a range of whole pages. */
    public Area {
      if (Long.compareUnsigned(start, end) >= 0 || ((start | end) & PAGE_MASK) != 0) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "the memory area %x-%x is impossible", start, end));
      }
    }

    /** Whether a file is mapped. */
    public boolean mapsFile() {
      return (status & (FILE_PRIVATE | FILE_SHARED)) != 0;
    }

    /** Whether what is written into it reaches the file. */
    public boolean isShared() {
      return (status & FILE_SHARED) != 0;
    }

    /** Whether it may be written to. */
    public boolean isWritable() {
      return (protection & PROTECTION_WRITE) != 0;
    }

    /** Size in bytes. */
    public long bytes() {
      return end - start;
    }
  }

  /** Reads that of one process. */
  public static MemoryImage read(Path directory, InsidePid pid) {
    return ImageFile.read(directory, ImageKind.MM, pid.value())
        .single(MemoryEntry.parser(), MemoryImage::of);
  }

  private static MemoryImage of(MemoryEntry entry) {
    Present.require(entry.hasProgramFile(), "exe_file_id");
    return new MemoryImage(
        entry.getProgramFile(), entry.getAreasList().stream().map(MemoryImage::area).toList());
  }

  private static Area area(AreaEntry entry) {
    Present.require(entry.hasStart() && entry.hasEnd(), "start and end of an area");
    Present.require(entry.hasPageOffset(), "pgoff");
    Present.require(entry.hasObject(), "shmid");
    Present.require(entry.hasProtection(), "prot");
    Present.require(entry.hasStatus(), "status");
    return new Area(
        entry.getStart(),
        entry.getEnd(),
        entry.getPageOffset(),
        entry.getObject(),
        entry.getProtection(),
        entry.getStatus());
  }
}
