package io.ssi.tools.testing;

import io.ssi.tools.service.Blocker;
import io.ssi.tools.service.Migrations;
import io.ssi.tools.service.NotMovableException;
import io.ssi.tools.service.VerbCall;
import io.ssi.tools.verb.ProcessArguments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Moves everything from node1, unless something is in the way. */
public final class FakeMigrations implements Migrations {
  /** What is in the way. */
  public final List<Blocker> blockers = new ArrayList<>();

  /** What was asked so far. */
  public final List<MoveRequest> requests = new CopyOnWriteArrayList<>();

  @Override
  public List<Blocker> check(MoveRequest request, VerbCall call) {
    return List.copyOf(blockers);
  }

  @Override
  public Moved migrate(MoveRequest request, VerbCall call) {
    requests.add(request);
    var application = ProcessArguments.applicationOf(request.application()).orElseThrow();
    if (!blockers.isEmpty()) {
      throw new NotMovableException(
          "move application " + application + " to node" + request.target(), blockers);
    }
    call.cancellation().throwIfCancelled("application " + application + " runs on on node1");
    return new Moved(
        application,
        "node1",
        "node" + request.target(),
        3,
        5L << 20,
        Duration.ofMillis(23),
        Duration.ofMillis(180),
        List.of(
            new PhaseTime("reserved", Duration.ofMillis(12)),
            new PhaseTime("frozen", Duration.ofMillis(4))));
  }
}
