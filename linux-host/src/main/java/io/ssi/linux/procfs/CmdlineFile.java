package io.ssi.linux.procfs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /proc/PID/cmdline}, see {@code proc_pid_cmdline(5)}. A program may write anything over it,
 * so every content is legal.
 *
 * @param arguments the program's arguments, the first is its name; empty for kernel threads and
 *     zombies. Bytes that are no UTF-8 are replaced
 */
public record CmdlineFile(List<String> arguments) {

  /** Takes a copy of the list. */
  public CmdlineFile {
    arguments = List.copyOf(arguments);
  }

  /**
   * Parses the file.
   *
   * @param bytes the whole file
   * @return its arguments
   */
  public static CmdlineFile parse(byte[] bytes) {
    return new CmdlineFile(strings(bytes));
  }

  /**
   * The arguments in one line, as {@code ps} shows them, with blanks between.
   *
   * @return the line; empty when there are no arguments
   */
  public String line() {
    return String.join(" ", arguments).stripTrailing();
  }

  /** Splits at NUL bytes; the last string may lack its own. */
  static List<String> strings(byte[] bytes) {
    List<String> strings = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        strings.add(new String(bytes, start, i - start, StandardCharsets.UTF_8));
        start = i + 1;
      }
    }
    if (start < bytes.length) {
      strings.add(new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8));
    }
    return strings;
  }
}
