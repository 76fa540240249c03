package io.ssi.agent.doctor;

import io.ssi.linux.procfs.KernelRelease;
import java.util.ArrayList;
import java.util.List;

/** What the kernel's release says about its features. */
final class KernelCheck {
  private KernelCheck() {}

  static List<Finding> of(KernelRelease kernel) {
    // clone3 with set_tid, which restores pids, came with 5.5; pidfd_getfd with 5.6.
    if (!kernel.isAtLeast(5, 10)) {
      return List.of(
          Finding.missing("kernel", kernel.text(), "use Linux 5.10 or newer, 6.14 is better"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok("kernel", kernel.text()));
    findings.add(
        kernel.isAtLeast(6, 14)
            ? Finding.ok("pids", "every container has a pid_max of its own")
            : Finding.note(
                "pids",
                "pid_max is the machine's (before Linux 6.14)",
                "works; a process whose pid is above 32767 is listed under its node, and does not"
                    + " move"));
    return findings;
  }
}
