package io.ssi.tools.testing;

import io.ssi.tools.service.AgentFacts;
import io.ssi.tools.service.Budget;
import io.ssi.tools.service.ManyRoom;
import io.ssi.tools.service.Services;
import io.ssi.tools.service.WatchRoom;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** All ports as fakes; a test fills in what it needs. For one thread at a time. */
public final class FakeCluster {
  /** Bytes of output that many programs may have kept. */
  public static final int GATHERED = 1 << 20;

  /** The nodes; empty at first. */
  public final FakeNodes nodes = new FakeNodes();

  /** The processes; empty at first. */
  public final FakeProcesses processes = new FakeProcesses();

  /** The files; all empty at first. */
  public final FakeClusterFiles files = new FakeClusterFiles();

  /** The applications; every start succeeds. */
  public final FakeApplications applications = new FakeApplications();

  /** The migrations; every one succeeds. */
  public final FakeMigrations migrations = new FakeMigrations();

  /** The checkpoints; every one succeeds. */
  public final FakeCheckpoints checkpoints = new FakeCheckpoints();

  /** The whole cluster to sleep; every time it works. */
  public final FakeRest rest = new FakeRest();

  /** Nanoseconds of a clock that goes on when a test says so. */
  public final AtomicLong nanoClock = new AtomicLong();

  /** What time it is. */
  public volatile Instant now = Instant.parse("2026-03-04T05:06:07Z");

  /** The ports, with {@code node1} of cluster {@code lab} as the agent asked. */
  public Services services() {
    return new Services(
        new AgentFacts("lab", "node1"),
        nodes,
        processes,
        files,
        applications,
        migrations,
        checkpoints,
        rest,
        new ManyRoom(Thread.ofVirtual().factory(), Budget.of(GATHERED)),
        new WatchRoom(Thread.ofVirtual().factory(), nanoClock::get, () -> now));
  }
}
