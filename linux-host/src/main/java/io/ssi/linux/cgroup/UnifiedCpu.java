package io.ssi.linux.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * {@code cpu.stat} of version 2, which every group but the top one has, with or without controller.
 */
record UnifiedCpu(Path directory) implements CpuAccount {

  static boolean isIn(Path directory) {
    return Files.exists(directory.resolve("cpu.stat"));
  }

  @Override
  public CpuUsage usage() {
    Path file = directory.resolve("cpu.stat");
    Map<String, Long> values = GroupFile.keyed(file);
    return new CpuUsage(
        Duration.of(GroupFile.required(file, values, "user_usec"), ChronoUnit.MICROS),
        Duration.of(GroupFile.required(file, values, "system_usec"), ChronoUnit.MICROS));
  }
}
