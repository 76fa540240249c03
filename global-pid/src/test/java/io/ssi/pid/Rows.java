package io.ssi.pid;

import io.ssi.membership.NodeId;
import io.ssi.pid.message.ProcessRole;
import io.ssi.pid.message.ProcessRow;
import java.time.Duration;
import java.util.Optional;

/** Rows of the process table for tests. */
public final class Rows {
  private Rows() {}

  /** A process of a node. */
  public static ProcessRow ofNode(int node, int pid, String command) {
    return row(GlobalPid.ofNode(new NodeId(node), pid), node, pid, Optional.empty(), command);
  }

  /** A process of application 17, which is on a node. */
  public static ProcessRow contained(int node, int pid, int inside, String command) {
    return row(
        GlobalPid.inContainer(new ContainerNumber(17), inside),
        node,
        pid,
        Optional.of(new ApplicationId(17)),
        command);
  }

  private static ProcessRow row(
      GlobalPid gpid, int node, int pid, Optional<ApplicationId> application, String command) {
    return new ProcessRow(
        gpid,
        new NodeId(node),
        pid,
        application.map(id -> GlobalPid.parse(id + ".2")),
        application,
        1000,
        "ada",
        "Sl+",
        12.5,
        0.3,
        4096,
        Duration.ofMillis(70),
        Applications.NOON,
        command,
        ProcessRole.ORDINARY);
  }
}
