package io.ssi.linux.procfs;

import java.time.Duration;
import java.util.Locale;

/**
 * {@code /proc/uptime}, see {@code proc_uptime(5)}, in hundredths of a second.
 *
 * @param up since the machine started
 * @param idle time without work, of all processors together
 */
public record UptimeFile(long up, long idle) {

  private static final String FILE = "/proc/uptime";

  /**
   * Parses the file.
   *
   * @param bytes the whole file
   * @return its fields
   * @throws CorruptProcFileException if anything is missing or malformed
   */
  public static UptimeFile parse(byte[] bytes) {
    ProcCursor in = new ProcCursor(FILE, bytes);
    long up = in.hundredths();
    in.expect(' ');
    long idle = in.hundredths();
    in.expect('\n');
    in.expectEnd();
    return new UptimeFile(up, idle);
  }

  /**
   * How long the machine has been running.
   *
   * @return exact to a hundredth of a second
   */
  public Duration upDuration() {
    return Duration.ofMillis(up * 10);
  }

  /**
   * The file as the kernel formats it, see {@code fs/proc/uptime.c}.
   *
   * @return one line
   */
  public String format() {
    return String.format(
        Locale.ROOT, "%d.%02d %d.%02d\n", up / 100, up % 100, idle / 100, idle % 100);
  }
}
