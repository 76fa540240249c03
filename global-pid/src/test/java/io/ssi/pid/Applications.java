package io.ssi.pid;

import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.membership.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Records for tests. */
public final class Applications {
  /** A time with every digit set. */
  public static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123456789Z");

  private Applications() {}

  /** One that has been through everything: every field is set but the one that an end clears. */
  public static Application travelled() {
    return new Application(
        new ApplicationId(17),
        42,
        "simulation",
        new Owner(1000, 1001, "ada"),
        List.of("/usr/bin/simulate", "--steps", "", "9 9"),
        List.of(
            new ContainerPlace(new ContainerNumber(17), new NodeId(2)),
            new ContainerPlace(new ContainerNumber(18), new NodeId(3))),
        ApplicationPhase.ENDED,
        "ended by itself",
        new Attempt(7, new NodeId(3)),
        Optional.of(new MigrationNote(new NodeId(3), "COMMITTED")),
        OptionalInt.of(3),
        NOON,
        List.of(new CarriedProcess(3, NOON.plusMillis(5), Duration.ofNanos(1_234_567_890))),
        Optional.of(WaitStatus.killed(Signal.TERM)),
        Optional.of(NOON.plusSeconds(99)),
        List.of(new Stay(new NodeId(1), NOON), new Stay(new NodeId(2), NOON.plusSeconds(10))),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** One that was just registered on a node. */
  public static Application fresh(int id, int node) {
    return registered(id, node, Optional.empty(), Optional.empty());
  }

  /** A further container that was just registered on a node. */
  public static Application part(int id, int node, int whole) {
    return registered(id, node, Optional.of(new ApplicationId(whole)), Optional.empty());
  }

  /** One from a checkpoint. */
  public static Application copy(int id, int node, Provenance origin) {
    return registered(id, node, Optional.empty(), Optional.of(origin));
  }

  private static Application registered(
      int id, int node, Optional<ApplicationId> partOf, Optional<Provenance> origin) {
    return new Application(
        new ApplicationId(id),
        0,
        "sleep",
        new Owner(0, 0, "root"),
        List.of("sleep", "60"),
        List.of(new ContainerPlace(new ContainerNumber(id), new NodeId(node))),
        ApplicationPhase.STARTING,
        "",
        new Attempt(1, new NodeId(node)),
        Optional.empty(),
        OptionalInt.empty(),
        NOON,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false,
        partOf,
        Optional.empty(),
        origin);
  }
}
