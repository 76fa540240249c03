package io.ssi.agent.doctor;

import io.ssi.linux.LocalPid;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.procfs.StatusFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Root, and the capabilities that a container engine may have taken from it (man 7 capabilities).
 *
 * @param proc the {@code /proc} of this program
 */
record RightsCheck(ProcFs proc) {
  private static final Map<String, Integer> NEEDED = new LinkedHashMap<>();
  private static final int SYS_RESOURCE = 24;

  static {
    NEEDED.put("CAP_DAC_OVERRIDE", 1);
    NEEDED.put("CAP_KILL", 5);
    NEEDED.put("CAP_SETUID", 7);
    NEEDED.put("CAP_NET_ADMIN", 12);
    NEEDED.put("CAP_SYS_PTRACE", 19);
    NEEDED.put("CAP_SYS_ADMIN", 21);
  }

  List<Finding> run() {
    var self = new LocalPid(Math.toIntExact(ProcessHandle.current().pid()));
    StatusFile status = proc.status(self).orElseThrow();
    return of(status.users().effective(), status.effectiveCapabilities());
  }

  static List<Finding> of(int uid, long capabilities) {
    if (uid != 0) {
      return List.of(
          Finding.missing(
              "root", "user " + uid, "run it with sudo; what follows is seen with less rights"));
    }
    List<String> missing = new ArrayList<>();
    NEEDED.forEach((name, bit) -> {
      if ((capabilities & 1L << bit) == 0) {
        missing.add(name);
      }
    });
    if (!missing.isEmpty()) {
      return List.of(
          Finding.missing(
              "root",
              "root without " + String.join(", ", missing),
              "start the container or service that this runs in with these capabilities"));
    }
    if ((capabilities & 1L << SYS_RESOURCE) == 0) {
      return List.of(
          Finding.note(
              "root",
              "root without CAP_SYS_RESOURCE",
              "works; resource limits above the present ones cannot be restored"));
    }
    return List.of(Finding.ok("root", "root with all capabilities needed"));
  }
}
