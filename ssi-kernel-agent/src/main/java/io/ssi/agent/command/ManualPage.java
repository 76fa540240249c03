package io.ssi.agent.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A page of the manual in the man(7) macros, made readable where there is no man(1).
 *
 * @param lines the source
 */
record ManualPage(List<String> lines) {

  static ManualPage read(Path file) throws IOException {
    return new ManualPage(Files.readAllLines(file));
  }

  /** The line under NAME: the verb and what it does. */
  Optional<String> summary() {
    for (int i = 0; i + 1 < lines.size(); i++) {
      if (lines.get(i).matches("\\.SH \"?NAME\"?")) {
        String[] parts = plain(lines.get(i + 1)).split(" - ", 2);
        String verb = parts[0].replaceFirst("^ssi-", "ssi ");
        return Optional.of(
            parts.length < 2 ? verb : String.format(Locale.ROOT, "%-20s %s", verb, parts[1]));
      }
    }
    return Optional.empty();
  }

  String text() {
    var text = new StringBuilder();
    for (String line : lines) {
      if (line.startsWith(".\\\"") || line.startsWith(".TH")) {
        continue;
      }
      if (line.startsWith(".SH") || line.startsWith(".SS")) {
        text.append('\n').append(plain(line.substring(3).strip())).append('\n');
      } else if (line.startsWith(".B") || line.startsWith(".I")) {
        text.append("  ").append(plain(line.replaceFirst("^\\.\\w+ ?", ""))).append('\n');
      } else if (line.startsWith(".")) {
        text.append(line.startsWith(".PP") || line.startsWith(".TP") ? "\n" : "");
      } else {
        text.append("  ").append(plain(line)).append('\n');
      }
    }
    return text.substring(text.indexOf("\n") + 1);
  }

  private static String plain(String line) {
    return line.replaceAll("\\\\f[BIRP]", "")
        .replace("\\-", "-")
        .replace("\\(aq", "'")
        .replace("\\&", "")
        .replace("\\e", "\\")
        .replace("\"", "");
  }
}
