package io.ssi.linux.procfs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /proc/meminfo}, see {@code proc_meminfo(5)}.
 *
 * @param fields in the order of the file; which ones there are depends on the kernel
 */
public record MeminfoFile(List<Field> fields) {

  private static final String FILE = "/proc/meminfo";
  private static final Pattern LINE =
      Pattern.compile("([A-Za-z][A-Za-z0-9_()]*): +([0-9]{1,20})( kB)?");

  /**
   * Lines that every x86-64 kernel writes, the last of them near the end of the file; without those
   * that are always zero by now and may go.
   */
  private static final List<String> ALWAYS_THERE =
      List.of(
          "MemTotal",
          "MemFree",
          "MemAvailable",
          "Buffers",
          "Cached",
          "SwapCached",
          "Active",
          "Inactive",
          "Active(anon)",
          "Inactive(anon)",
          "Active(file)",
          "Inactive(file)",
          "Unevictable",
          "Mlocked",
          "SwapTotal",
          "SwapFree",
          "Dirty",
          "Writeback",
          "AnonPages",
          "Mapped",
          "Shmem",
          "KReclaimable",
          "Slab",
          "SReclaimable",
          "SUnreclaim",
          "KernelStack",
          "PageTables",
          "CommitLimit",
          "Committed_AS",
          "VmallocTotal",
          "VmallocUsed",
          "Percpu",
          "DirectMap4k",
          "DirectMap2M");

  /**
   * Names that the kernel prints with a wider column for the name and a narrower one for the value.
   */
  private static final Set<String> WIDE_NAMES =
      Set.of(
          "HugePages_Total",
          "HugePages_Free",
          "HugePages_Rsvd",
          "HugePages_Surp",
          "HardwareCorrupted",
          "EarlyMemtestBad");

  private static final int COLUMNS = 24;
  private static final int NAME_COLUMNS = 16;
  private static final int WIDE_NAME_COLUMNS = 19;

  /** Takes a copy of the list. */
  public MeminfoFile {
    fields = List.copyOf(fields);
  }

  /**
   * One line.
   *
   * @param name what is measured, without the colon
   * @param value how much, never negative
   * @param kibibytes true when the value is in units of 1024 bytes, false for a plain count
   */
  public record Field(String name, long value, boolean kibibytes) {

    /**
     * The same field with another value.
     *
     * @param other the new value, in the same unit
     * @return a new field
     */
    public Field withValue(long other) {
      return new Field(name, other, kibibytes);
    }
  }

  /**
   * Parses the file.
   *
   * @param bytes the whole file
   * @return its fields
   * @throws CorruptProcFileException if a line is malformed, or one is missing that every kernel
   *     writes
   */
  public static MeminfoFile parse(byte[] bytes) {
    List<Field> fields = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String line : KeyedLines.lines(FILE, bytes)) {
      Field field = field(line);
      if (!names.add(field.name())) {
        throw new CorruptProcFileException(FILE, "a field that comes twice", line);
      }
      fields.add(field);
    }
    for (String name : ALWAYS_THERE) {
      if (!names.contains(name)) {
        throw new CorruptProcFileException(FILE, "there is no field", name);
      }
    }
    return new MeminfoFile(fields);
  }

  private static Field field(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new CorruptProcFileException(FILE, "not a field", line);
    }
    try {
      return new Field(
          matcher.group(1), Long.parseLong(matcher.group(2)), matcher.group(3) != null);
    } catch (NumberFormatException e) {
      throw new CorruptProcFileException(FILE, "a number out of range", line, e);
    }
  }

  /**
   * The value of a field.
   *
   * @param name its name
   * @return the value in the field's own unit, or empty if this kernel has no such field
   */
  public OptionalLong value(String name) {
    for (Field field : fields) {
      if (field.name().equals(name)) {
        return OptionalLong.of(field.value());
      }
    }
    return OptionalLong.empty();
  }

  /**
   * A size that every kernel tells.
   *
   * @param name name of a field in units of 1024 bytes, such as {@code MemTotal}
   * @return bytes
   * @throws IllegalArgumentException if there is no such field
   */
  public long bytes(String name) {
    return value(name).orElseThrow(() -> new IllegalArgumentException("No field " + name)) * 1024;
  }

  /**
   * The file as the kernel formats it, see {@code fs/proc/meminfo.c} and {@code mm/hugetlb.c}.
   *
   * @return all lines
   */
  public String format() {
    StringBuilder text = new StringBuilder();
    for (Field field : fields) {
      int start = text.length();
      text.append(field.name()).append(':');
      int column = WIDE_NAMES.contains(field.name()) ? WIDE_NAME_COLUMNS : NAME_COLUMNS;
      String digits = Long.toString(field.value());
      int blanks = Math.max(column, COLUMNS - digits.length()) - (text.length() - start);
      text.repeat(' ', Math.max(0, blanks)).append(digits);
      text.append(field.kibibytes() ? " kB\n" : "\n");
    }
    return text.toString();
  }
}
