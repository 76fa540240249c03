package io.ssi.tools.command;

import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.ProcFile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The members that a {@code /proc} file has as JSON; names and columns as in proc(5). */
final class ProcFileJson {
  private static final List<String> TICKS =
      List.of(
          "user",
          "nice",
          "system",
          "idle",
          "iowait",
          "irq",
          "softirq",
          "steal",
          "guest",
          "guest_nice");

  private ProcFileJson() {}

  /** Writes the members into an open object. */
  static void write(JsonWriter json, ProcFile file, String text) {
    List<String> lines = text.lines().toList();
    switch (file) {
      case MEMINFO -> meminfo(json, lines);
      case LOADAVG -> loadavg(json, text.strip());
      case UPTIME -> uptime(json, text.strip());
      case CPUINFO -> cpuinfo(json, lines);
      case STAT -> stat(json, lines);
    }
  }

  private static void meminfo(JsonWriter json, List<String> lines) {
    for (String line : lines) {
      String[] words = words(line.replace(":", " "));
      boolean kibibytes = words.length > 2 && words[2].equals("kB");
      long value = Long.parseLong(words[1]);
      json.name(words[0] + (kibibytes ? "_bytes" : "")).value(kibibytes ? value * 1024 : value);
    }
  }

  private static void loadavg(JsonWriter json, String line) {
    String[] words = words(line);
    json.name("load1").value(Double.parseDouble(words[0]));
    json.name("load5").value(Double.parseDouble(words[1]));
    json.name("load15").value(Double.parseDouble(words[2]));
    int slash = words[3].indexOf('/');
    json.name("running").value(Long.parseLong(words[3].substring(0, slash)));
    json.name("threads").value(Long.parseLong(words[3].substring(slash + 1)));
    json.name("last_pid").value(Long.parseLong(words[4]));
  }

  private static void uptime(JsonWriter json, String line) {
    String[] words = words(line);
    json.name("uptime_seconds").value(Double.parseDouble(words[0]));
    json.name("idle_seconds").value(Double.parseDouble(words[1]));
  }

  private static void cpuinfo(JsonWriter json, List<String> lines) {
    json.name("processors").beginArray();
    boolean open = false;
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        open = close(json, open);
        continue;
      }
      if (!open) {
        json.beginObject();
        open = true;
      }
      String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT).replace(' ', '_');
      cpuinfoValue(json.name(name), line.substring(colon + 1).strip());
    }
    close(json, open);
    json.endArray();
  }

  private static boolean close(JsonWriter json, boolean open) {
    if (open) {
      json.endObject();
    }
    return false;
  }

  private static void cpuinfoValue(JsonWriter json, String value) {
    if (value.matches("-?[0-9]{1,18}")) {
      json.value(Long.parseLong(value));
    } else if (value.matches("[0-9]+\\.[0-9]+")) {
      json.value(Double.parseDouble(value));
    } else {
      json.value(value);
    }
  }

  private static void stat(JsonWriter json, List<String> lines) {
    json.name("cpus").beginArray();
    lines.stream().filter(line -> line.startsWith("cpu")).forEach(line -> cpu(json, words(line)));
    json.endArray();
    for (String line : lines) {
      String[] words = words(line);
      if (!line.startsWith("cpu")) {
        json.name(words[0]);
        if (words.length == 2) {
          json.value(Long.parseLong(words[1]));
        } else {
          json.beginArray();
          Arrays.stream(words).skip(1).forEach(word -> json.value(Long.parseLong(word)));
          json.endArray();
        }
      }
    }
  }

  private static void cpu(JsonWriter json, String[] words) {
    json.beginObject().name("cpu").value(words[0]);
    for (int i = 1; i < words.length && i <= TICKS.size(); i++) {
      json.name(TICKS.get(i - 1) + "_ticks").value(Long.parseLong(words[i]));
    }
    json.endObject();
  }

  private static String[] words(String line) {
    return line.strip().split("\\s+", -1);
  }
}
