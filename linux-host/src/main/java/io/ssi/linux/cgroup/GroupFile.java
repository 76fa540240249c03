package io.ssi.linux.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Reads and writes single files of control groups; parses or throws. */
final class GroupFile {
  private static final String ADVICE =
      "check that the group exists, that the agent runs as root, and that /sys/fs/cgroup is"
          + " writable";

  private GroupFile() {}

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ControlGroupException("read", file, e, ADVICE);
    }
  }

  static long number(Path file) {
    return number(file, text(file));
  }

  /** A file that holds a number or the word {@code max}. */
  static OptionalLong limit(Path file) {
    String text = text(file);
    return text.equals("max\n") ? OptionalLong.empty() : OptionalLong.of(number(file, text));
  }

  private static long number(Path file, String text) {
    if (!text.endsWith("\n")) {
      throw new CorruptControlGroupFileException(file, "the line has no end", text);
    }
    return value(file, text.substring(0, text.length() - 1));
  }

  static long value(Path file, String digits) {
    if (digits.isEmpty()
        || digits.length() > 19
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new CorruptControlGroupFileException(file, "not a number", digits);
    }
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new CorruptControlGroupFileException(file, "a number beyond 63 bits", digits);
    }
  }

  /** A file of lines {@code key number}. */
  static Map<String, Long> keyed(Path file) {
    String text = text(file);
    if (!text.endsWith("\n")) {
      throw new CorruptControlGroupFileException(file, "the last line has no end", text);
    }
    Map<String, Long> values = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      int blank = line.indexOf(' ');
      if (blank <= 0
          || values.put(line.substring(0, blank), value(file, line.substring(blank + 1))) != null) {
        throw new CorruptControlGroupFileException(file, "not a line of key and number", line);
      }
    }
    return values;
  }

  static long required(Path file, Map<String, Long> values, String key) {
    Long value = values.get(key);
    if (value == null) {
      throw new CorruptControlGroupFileException(file, "there is no line", key);
    }
    return value;
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new ControlGroupException("write \"" + text + "\" to", file, e, ADVICE);
    }
  }
}
