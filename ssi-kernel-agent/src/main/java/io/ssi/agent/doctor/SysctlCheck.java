package io.ssi.agent.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Settings of the kernel (man 5 proc).
 *
 * @param root {@code /proc/sys}
 */
record SysctlCheck(Path root) {
  private static final int LONGEST = 64;
  private static final int SMALLEST_PID_MAX = 32768;
  private static final int NOBODY_MAY_TRACE = 3;

  List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        read("kernel/ns_last_pid").isPresent()
            ? Finding.ok("restore", "the kernel can restore pids")
            : Finding.missing(
                "restore",
                "no /proc/sys/kernel/ns_last_pid",
                "use a kernel with CONFIG_CHECKPOINT_RESTORE; those of Debian have it"));
    read("kernel/pid_max")
        .filter(limit -> limit < SMALLEST_PID_MAX)
        .ifPresent(limit ->
            findings.add(
                Finding.missing(
                    "sysctl", "kernel.pid_max=" + limit, "sysctl kernel.pid_max=4194304")));
    read("kernel/yama/ptrace_scope")
        .filter(scope -> scope == NOBODY_MAY_TRACE)
        .ifPresent(scope ->
            findings.add(
                Finding.missing(
                    "sysctl",
                    "kernel.yama.ptrace_scope=3: nobody may trace, so nothing can be dumped",
                    "set it to 2 or less in /etc/sysctl.d and restart the machine")));
    if (findings.size() == 1) {
      findings.add(Finding.ok("sysctl", "pid_max and ptrace_scope allow it"));
    }
    return findings;
  }

  private Optional<Long> read(String name) {
    Path file = root.resolve(name);
    try (var stream = Files.newInputStream(file)) {
      // One read for the whole: the kernel takes a second one of such a file for its end.
      var text = new byte[LONGEST];
      int length = stream.read(text);
      return Optional.of(
          Long.valueOf(new String(text, 0, length, StandardCharsets.US_ASCII).strip()));
    } catch (IOException e) {
      // Not every kernel has all, and some are for root only, which is a check of its own.
      return Optional.empty();
    }
  }
}
