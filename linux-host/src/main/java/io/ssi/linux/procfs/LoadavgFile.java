package io.ssi.linux.procfs;

import java.util.Locale;

/**
 * {@code /proc/loadavg}, see {@code proc_loadavg(5)}. Loads are in hundredths, as exact as the
 * file.
 *
 * @param load1 load of the last minute, in hundredths of a task
 * @param load5 load of the last five minutes, in hundredths of a task
 * @param load15 load of the last fifteen minutes, in hundredths of a task
 * @param running tasks that run or want to
 * @param tasks tasks that exist
 * @param lastPid number of the newest process
 */
public record LoadavgFile(
    long load1, long load5, long load15, long running, long tasks, long lastPid) {

  private static final String FILE = "/proc/loadavg";

  /**
   * Parses the file.
   *
   * @param bytes the whole file
   * @return its fields
   * @throws CorruptProcFileException if anything is missing or malformed
   */
  public static LoadavgFile parse(byte[] bytes) {
    ProcCursor in = new ProcCursor(FILE, bytes);
    long load1 = in.hundredths();
    in.expect(' ');
    long load5 = in.hundredths();
    in.expect(' ');
    long load15 = in.hundredths();
    in.expect(' ');
    long running = in.integer();
    in.expect('/');
    long tasks = in.integer();
    in.expect(' ');
    long lastPid = in.integer();
    in.expect('\n');
    in.expectEnd();
    return new LoadavgFile(load1, load5, load15, running, tasks, lastPid);
  }

  /**
   * The load of the last minute.
   *
   * @return tasks
   */
  public double load1Tasks() {
    return load1 / 100.0;
  }

  /**
   * The file as the kernel formats it, see {@code fs/proc/loadavg.c}.
   *
   * @return one line
   */
  public String format() {
    return String.format(
        Locale.ROOT,
        "%d.%02d %d.%02d %d.%02d %d/%d %d\n",
        load1 / 100,
        load1 % 100,
        load5 / 100,
        load5 % 100,
        load15 / 100,
        load15 % 100,
        running,
        tasks,
        lastPid);
  }
}
