package io.ssi.linux.cgroup;

import java.nio.file.Path;
import java.time.Duration;

/** The {@code cpuacct} controller of version 1, see the kernel's {@code cgroup-v1/cpuacct.rst}. */
record LegacyCpu(Path directory) implements CpuAccount {

  @Override
  public CpuUsage usage() {
    return new CpuUsage(
        Duration.ofNanos(GroupFile.number(directory.resolve("cpuacct.usage_user"))),
        Duration.ofNanos(GroupFile.number(directory.resolve("cpuacct.usage_sys"))));
  }
}
