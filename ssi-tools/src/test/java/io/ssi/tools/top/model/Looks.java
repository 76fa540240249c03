package io.ssi.tools.top.model;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.GlobalPid;
import io.ssi.tools.service.ClusterStatus;
import io.ssi.tools.service.NodeFigures;
import io.ssi.tools.service.NodeFigures.ProcessorTime;
import io.ssi.tools.service.NodeStatus;
import io.ssi.tools.service.ProcessListing;
import io.ssi.tools.service.ProcessListing.Source;
import io.ssi.tools.service.ProcessRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at a made-up cluster, one second after the other. */
public final class Looks {
  public static final Instant START = Instant.parse("2026-03-04T05:00:00Z");
  private static final long GIBIBYTE = 1L << 30;

  private final List<ProcessRow> rows = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final List<NodeStatus> nodes = new ArrayList<>();

  public static GlobalPid gpid(int container, int pid) {
    return GlobalPid.inContainer(new ContainerNumber(container), pid);
  }

  /** A process of an application of the same number. */
  public static ProcessRow process(int container, String node, Duration cpu, String command) {
    return process(gpid(container, 3), Optional.of(container), node, cpu, 'S', command);
  }

  public static ProcessRow process(
      GlobalPid gpid,
      Optional<Integer> application,
      String node,
      Duration cpu,
      char state,
      String command) {
    return new ProcessRow(
        gpid,
        node,
        812,
        Optional.empty(),
        application.map(ApplicationId::new),
        application.isPresent() ? 1000 : 0,
        application.isPresent() ? "ada" : "root",
        state,
        1.25,
        0.5,
        3L << 20,
        cpu,
        START,
        command);
  }

  public Looks with(ProcessRow row) {
    rows.add(row);
    return this;
  }

  /** A node that answered so long ago; its two processors were busy for so many ticks of all. */
  public Looks node(int id, long busy, long all, Duration age, Optional<String> error) {
    NodeFigures figures =
        new NodeFigures(
            2, 8 * GIBIBYTE, 6 * GIBIBYTE, 0.25, 12, new ProcessorTime("kernel", busy, all), age);
    nodes.add(
        new NodeStatus(
            new NodeId(id), "node" + id, NodeState.ONLINE, "", "", Optional.of(figures)));
    sources.add(new Source("node" + id, age, error));
    return this;
  }

  public Looks node(int id) {
    return node(id, 0, 0, Duration.ZERO, Optional.empty());
  }

  public Looks failed(int id, String reason) {
    nodes.add(
        new NodeStatus(
            new NodeId(id), "node" + id, NodeState.FAILED, reason, "", Optional.empty()));
    return this;
  }

  /** What was seen so many seconds after the start. */
  public Sample after(double seconds) {
    return new Sample(
        (long) (seconds * 1_000_000_000),
        START.plusMillis((long) (seconds * 1000)),
        new ClusterStatus("lab", true, nodes),
        new ProcessListing(rows, sources));
  }
}
