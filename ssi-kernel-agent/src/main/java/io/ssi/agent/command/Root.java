package io.ssi.agent.command;

import io.ssi.agent.machine.MachineException;
import io.ssi.linux.LocalPid;
import io.ssi.linux.procfs.ProcFs;
import java.nio.file.Path;

/** Whether this program may make namespaces, mounts and control groups. */
final class Root {
  private Root() {}

  /** Refuses to go on for anybody but root. */
  static void require(String verb) {
    if (!isRoot()) {
      throw new MachineException(
          verb
              + " needs root, because it makes namespaces, mounts and control groups: run it with"
              + " sudo");
    }
  }

  static boolean isRoot() {
    var self = new LocalPid(Math.toIntExact(ProcessHandle.current().pid()));
    return new ProcFs(Path.of("/proc"))
        .status(self)
        .filter(status -> status.users().effective() == 0)
        .isPresent();
  }
}
