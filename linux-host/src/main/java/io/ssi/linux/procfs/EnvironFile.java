package io.ssi.linux.procfs;

import java.util.List;
import java.util.Optional;

/**
 * {@code /proc/PID/environ}, see {@code proc_pid_environ(5)}: the environment that the program was
 * started with. A program may write anything over it, so every content is legal.
 *
 * @param entries as {@code NAME=value} each, in the order of the file. Bytes that are no UTF-8 are
 *     replaced
 */
public record EnvironFile(List<String> entries) {

  /** Takes a copy of the list. */
  public EnvironFile {
    entries = List.copyOf(entries);
  }

  /**
   * Parses the file.
   *
   * @param bytes the whole file
   * @return its entries
   */
  public static EnvironFile parse(byte[] bytes) {
    return new EnvironFile(CmdlineFile.strings(bytes));
  }

  /**
   * The value of a variable.
   *
   * @param name its name
   * @return the value of the first entry of that name, or empty
   */
  public Optional<String> value(String name) {
    String start = name + "=";
    return entries.stream()
        .filter(entry -> entry.startsWith(start))
        .map(entry -> entry.substring(start.length()))
        .findFirst();
  }
}
