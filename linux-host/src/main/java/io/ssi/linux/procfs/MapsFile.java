package io.ssi.linux.procfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /proc/PID/maps}, see {@code proc_pid_maps(5)}: the address space of a process.
 *
 * @param mappings the ranges, by address; none for kernel threads and zombies
 */
public record MapsFile(List<MemoryMapping> mappings) {

  private static final String FILE = "/proc/PID/maps";

  private static final Pattern LINE =
      Pattern.compile(
          "([0-9a-f]{8,16})-([0-9a-f]{8,16}) ([r-][w-][x-][ps]) ([0-9a-f]{8,16})"
              + " ([0-9a-f]{2,}:[0-9a-f]{2,}) ([0-9]{1,20})(?: +(.*))?");

  /** Takes a copy of the list. */
  public MapsFile {
    mappings = List.copyOf(mappings);
  }

  /**
   * Parses the file. A file that was cut between two lines cannot be told from a shorter one.
   *
   * @param bytes the whole file
   * @return its ranges
   * @throws CorruptProcFileException if a line is malformed or out of order
   */
  public static MapsFile parse(byte[] bytes) {
    List<MemoryMapping> mappings = new ArrayList<>();
    long last = 0;
    for (String line : KeyedLines.lines(FILE, bytes)) {
      MemoryMapping mapping = mapping(line);
      if (Long.compareUnsigned(mapping.start(), last) < 0
          || Long.compareUnsigned(mapping.end(), mapping.start()) <= 0) {
        throw new CorruptProcFileException(FILE, "a range out of order", line);
      }
      last = mapping.end();
      mappings.add(mapping);
    }
    return new MapsFile(mappings);
  }

  private static MemoryMapping mapping(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new CorruptProcFileException(FILE, "not a range", line);
    }
    try {
      return new MemoryMapping(
          Long.parseUnsignedLong(matcher.group(1), 16),
          Long.parseUnsignedLong(matcher.group(2), 16),
          matcher.group(3),
          Long.parseUnsignedLong(matcher.group(4), 16),
          matcher.group(5),
          Long.parseUnsignedLong(matcher.group(6)),
          Optional.ofNullable(matcher.group(7))
              .filter(name -> !name.isEmpty())
              .map(MapsFile::unescape));
    } catch (NumberFormatException e) {
      throw new CorruptProcFileException(FILE, "a number beyond 64 bits", line, e);
    }
  }

  // The kernel writes a newline in a file's name as its octal code, and nothing else.
  private static String unescape(String name) {
    return name.replace("\\012", "\n");
  }
}
