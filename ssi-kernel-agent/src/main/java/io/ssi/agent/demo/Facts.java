package io.ssi.agent.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads single facts out of what commands print with {@code --json}. */
final class Facts {

  private Facts() {}

  /** The number of a field, the first with that name. */
  static double number(String json, String field) {
    Matcher matcher =
        Pattern.compile("\"" + field + "\"\\s*:\\s*(-?[0-9]+(\\.[0-9]+)?)").matcher(json);
    if (!matcher.find()) {
      throw new DemoFailedException("there is no number \"" + field + "\" in " + json);
    }
    return Double.parseDouble(matcher.group(1));
  }

  /** The text of every field of a name. */
  static List<String> texts(String json, String field) {
    Matcher matcher = Pattern.compile("\"" + field + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  /** The text of a field, the first with that name. */
  static String text(String json, String field) {
    List<String> found = texts(json, field);
    if (found.isEmpty()) {
      throw new DemoFailedException("there is no \"" + field + "\" in " + json);
    }
    return found.getFirst();
  }

  /** A line {@code NAME: VALUE kB} of meminfo, in bytes. */
  static long meminfo(String file, String name) {
    Matcher matcher =
        Pattern.compile("^" + name + ":\\s+([0-9]+) kB$", Pattern.MULTILINE).matcher(file);
    if (!matcher.find()) {
      throw new DemoFailedException("there is no line " + name + " in " + file);
    }
    return Long.parseLong(matcher.group(1)) * 1024;
  }
}
