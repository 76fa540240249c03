package io.ssi.tools.output;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How numbers with a unit are written for people. */
public final class Quantity {
  private static final String[] UNITS = {"B", "K", "M", "G", "T", "P"};
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z", Locale.ROOT);

  private Quantity() {}

  /** A size such as {@code 512B}, {@code 1.5M}, {@code 24G}; units are powers of 1024. */
  public static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    String format = unit == 0 || value >= 9.95 ? "%.0f%s" : "%.1f%s";
    return String.format(Locale.ROOT, format, value, UNITS[unit]);
  }

  /** One digit behind the point. */
  public static String percent(double percent) {
    return String.format(Locale.ROOT, "%.1f", percent);
  }

  /** Two digits behind the point. */
  public static String load(double load) {
    return String.format(Locale.ROOT, "%.2f", load);
  }

  /** Processor time as ps(1) has it: {@code 0:05}, {@code 75:10}. */
  public static String cpuTime(Duration time) {
    return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }

  /** A short time such as {@code 8ms}, {@code 1.2s}, {@code 4m}, {@code 3h}, {@code 2d}. */
  public static String age(Duration age) {
    long millis = age.toMillis();
    if (millis < 1000) {
      return millis + "ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1fs", millis / 1000.0);
    }
    if (age.toHours() < 1) {
      return age.toMinutes() + "m";
    }
    return age.toDays() < 1 ? age.toHours() + "h" : age.toDays() + "d";
  }

  /** A date with its offset from UTC: {@code 2024-05-06 07:08:09 +0200}. */
  public static String date(Instant instant, ZoneId zone) {
    return DATE.format(instant.atZone(zone));
  }
}
