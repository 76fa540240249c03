package io.ssi.linux.procfs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file of lines {@code key: value}, each key once, in the order of the file. */
final class KeyedLines {
  private final String file;
  private final Map<String, String> values;

  private KeyedLines(String file, Map<String, String> values) {
    this.file = file;
    this.values = values;
  }

  static KeyedLines parse(String file, byte[] bytes) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : lines(file, bytes)) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new CorruptProcFileException(file, "a line without a key", line);
      }
      if (values.put(line.substring(0, colon), line.substring(colon + 1)) != null) {
        throw new CorruptProcFileException(file, "a key that comes twice", line);
      }
    }
    return new KeyedLines(file, values);
  }

  /** The lines of a file, the last of which must have its end too. */
  static List<String> lines(String file, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!text.isEmpty() && !text.endsWith("\n")) {
      throw new CorruptProcFileException(
          file, "the last line has no end", text.substring(Math.max(0, text.length() - 40)));
    }
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      lines.add(text.substring(from, end));
      from = end + 1;
    }
    return lines;
  }

  Map<String, String> all() {
    return Collections.unmodifiableMap(values);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** The text after the colon, without the blanks around it. */
  String text(String key) {
    return raw(key).strip();
  }

  /** The text after the colon as it is. */
  String raw(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new CorruptProcFileException(file, "there is no line", key);
    }
    return value;
  }

  long number(String key, int radix) {
    String text = text(key);
    try {
      return Long.parseUnsignedLong(text, radix);
    } catch (NumberFormatException e) {
      throw new CorruptProcFileException(file, "not a number in line " + key, text, e);
    }
  }

  int integer(String key) {
    return toInt(key, text(key));
  }

  /** Numbers that are separated by blanks; may be none. */
  List<Integer> integers(String key) {
    String text = text(key);
    List<Integer> result = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String word : text.split("[ \t]+", -1)) {
        result.add(toInt(key, word));
      }
    }
    return List.copyOf(result);
  }

  /** A size, which the kernel gives in units of 1024 bytes. */
  long kibibytesAsBytes(String key) {
    String text = text(key);
    if (!text.endsWith(" kB")) {
      throw new CorruptProcFileException(file, "no unit kB in line " + key, text);
    }
    try {
      return Math.multiplyExact(Long.parseLong(text.substring(0, text.length() - 3)), 1024L);
    } catch (NumberFormatException | ArithmeticException e) {
      throw new CorruptProcFileException(file, "not a size in line " + key, text, e);
    }
  }

  // Ids of users and groups are unsigned; 4294967295 is "none".
  private int toInt(String key, String word) {
    try {
      return Integer.parseUnsignedInt(word);
    } catch (NumberFormatException e) {
      throw new CorruptProcFileException(file, "not a number in line " + key, word, e);
    }
  }
}
