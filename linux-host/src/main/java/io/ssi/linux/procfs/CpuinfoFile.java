package io.ssi.linux.procfs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code /proc/cpuinfo}, see {@code proc_cpuinfo(5)}.
 *
 * @param processors those that are online, in the order of the file
 */
public record CpuinfoFile(List<Processor> processors) {

  private static final String FILE = "/proc/cpuinfo";
  private static final String NUMBER = "processor";

  /** Takes a copy of the list. */
  public CpuinfoFile {
    processors = List.copyOf(processors);
  }

  /**
   * One processor.
   *
   * @param lines its lines as the kernel formats them, each with a colon
   */
  public record Processor(List<String> lines) {

    /** Takes a copy of the list; refuses lines without a key. */
    public Processor {
      lines = List.copyOf(lines);
      for (String line : lines) {
        if (line.indexOf(':') <= 0) {
          throw new IllegalArgumentException("Not a line of cpuinfo: " + line);
        }
      }
    }

    /**
     * The value of a line.
     *
     * @param key what stands before the colon, without blanks
     * @return what stands behind it, without blanks around it, or empty if there is no such line
     */
    public Optional<String> value(String key) {
      return lines.stream()
          .filter(line -> key(line).equals(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    }

    /**
     * The same processor with another value in one line.
     *
     * @param key what stands before the colon, without blanks
     * @param value the new value
     * @return a new processor; without such a line the same one
     */
    public Processor with(String key, String value) {
      return new Processor(
          lines.stream()
              .map(line ->
                  key(line).equals(key)
                      ? line.substring(0, line.indexOf(':')) + ": " + value
                      : line)
              .toList());
    }

    private static String key(String line) {
      return line.substring(0, line.indexOf(':')).strip();
    }
  }

  /**
   * Parses the file. A file that was cut between two processors cannot be told from a smaller
   * machine's.
   *
   * @param bytes the whole file
   * @return its processors
   * @throws CorruptProcFileException if a line is malformed or a processor is not complete
   */
  public static CpuinfoFile parse(byte[] bytes) {
    List<Processor> processors = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (String line : KeyedLines.lines(FILE, bytes)) {
      if (line.isEmpty()) {
        processors.add(processor(lines, processors.size()));
        lines.clear();
      } else {
        lines.add(line);
      }
    }
    if (!lines.isEmpty() || processors.isEmpty()) {
      throw new CorruptProcFileException(
          FILE, "the last processor is not complete", String.join("\n", lines));
    }
    return new CpuinfoFile(processors);
  }

  private static Processor processor(List<String> lines, int index) {
    String first = lines.isEmpty() ? "" : lines.getFirst();
    if (!first.startsWith(NUMBER)) {
      throw new CorruptProcFileException(
          FILE, "processor " + index + " of the file has no number", first);
    }
    for (String line : lines) {
      if (line.indexOf(':') <= 0) {
        throw new CorruptProcFileException(FILE, "a line without a key", line);
      }
    }
    Processor processor = new Processor(lines);
    String number = processor.value(NUMBER).orElse("");
    try {
      Integer.parseUnsignedInt(number);
    } catch (NumberFormatException e) {
      throw new CorruptProcFileException(FILE, "not a processor's number", first, e);
    }
    return processor;
  }

  /**
   * The file as the kernel formats it.
   *
   * @return all lines
   */
  public String format() {
    StringBuilder text = new StringBuilder();
    for (Processor processor : processors) {
      processor.lines().forEach(line -> text.append(line).append('\n'));
      text.append('\n');
    }
    return text.toString();
  }
}
