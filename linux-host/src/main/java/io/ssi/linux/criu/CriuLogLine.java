package io.ssi.linux.criu;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of CRIU's log that has a level.
 *
 * @param error whether it is an error; else a warning
 * @param place source file and line, as CRIU prints them
 * @param text the rest
 */
record CriuLogLine(boolean error, String place, String text) {
  // "(00.004711)      6: Error (criu/files-reg.c:2175): text"; the parasite's lines begin "pie:
  // 6:".
  private static final Pattern SHAPE =
      Pattern.compile(
          "^(?:\\(\\d+\\.\\d+\\)\\s*)?(?:pie:\\s*)?(?:\\d+:\\s*)?(Error|Warn)\\s+\\(([^)]*)\\):\\s*(.*)$");

  static Optional<CriuLogLine> parse(String line) {
    Matcher matcher = SHAPE.matcher(line.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new CriuLogLine(
            matcher.group(1).equals("Error"), matcher.group(2), matcher.group(3).strip()));
  }
}
