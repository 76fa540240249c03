package io.ssi.tools.service;

import java.util.Locale;
import java.util.Optional;

/** The files of {@code /proc} that exist for the cluster as a whole: proc(5). */
public enum ProcFile {
  /** Memory. */
  MEMINFO,
  /** Load averages. */
  LOADAVG,
  /** Time since the start. */
  UPTIME,
  /** Processors. */
  CPUINFO,
  /** Counters of the kernel. */
  STAT;

  /**
   * The file's name in {@code /proc}.
   *
   * @return such as {@code meminfo}
   */
  public String fileName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a name.
   *
   * @param name with or without {@code /proc/}
   * @return empty if there is no such file for the cluster
   */
  public static Optional<ProcFile> named(String name) {
    String plain = name.startsWith("/proc/") ? name.substring("/proc/".length()) : name;
    for (ProcFile file : values()) {
      if (file.fileName().equals(plain)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
