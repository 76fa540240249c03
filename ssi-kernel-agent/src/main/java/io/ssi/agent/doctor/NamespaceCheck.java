package io.ssi.agent.doctor;

import io.ssi.agent.machine.HostCommand;
import io.ssi.agent.machine.MachineException;

/** Whether virtual nodes can be made: tries it. */
final class NamespaceCheck {
  private static final String SUBJECT = "namespaces";

  private NamespaceCheck() {}

  static Finding run() {
    try {
      HostCommand.of(
              "unshare", "--pid", "--mount", "--net", "--uts", "--ipc", "--fork", "mount", "-n",
              "-t", "proc", "proc", "/proc")
          .run();
      return Finding.ok(SUBJECT, "pid, mount, network, uts and ipc can be made");
    } catch (MachineException e) {
      return Finding.missing(
          SUBJECT,
          String.valueOf(e.getMessage()),
          "run it as root on a machine of your own, or in a privileged container");
    }
  }
}
