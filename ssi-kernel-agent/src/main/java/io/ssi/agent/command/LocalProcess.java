package io.ssi.agent.command;

import io.ssi.linux.LocalPid;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.procfs.StatusFile;
import io.ssi.tools.service.Caller;
import io.ssi.tools.verb.CallerProcess;
import io.ssi.tools.verb.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** This program as its own caller. */
public final class LocalProcess {
  private static final int USUAL_UMASK = 022;

  private LocalProcess() {}

  /**
   * What this program knows of itself.
   *
   * @param environment its environment
   * @param terminals the numbers of those standard streams that are terminals, such as {@code 02}
   * @return the caller, as the verbs take it
   */
  public static CallerProcess describe(Map<String, String> environment, String terminals) {
    var pid = new LocalPid(Math.toIntExact(ProcessHandle.current().pid()));
    StatusFile status = new ProcFs(Path.of("/proc")).status(pid).orElseThrow();
    return new CallerProcess(
        new Caller(
            status.users().effective(),
            status.groups().effective(),
            Set.copyOf(status.supplementaryGroups()),
            pid.value()),
        Path.of("").toAbsolutePath(),
        environment,
        USUAL_UMASK,
        0,
        List.of(),
        new Terminal(
            terminals.contains("0"), terminals.contains("1"), terminals.contains("2"), 0, 0),
        List.of());
  }
}
