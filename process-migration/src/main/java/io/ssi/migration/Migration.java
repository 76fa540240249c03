package io.ssi.migration;

import io.ssi.pid.ApplicationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One migration, run once on one thread of the node that the application leaves. Each phase is one
 * method; the order of effects around the commit is what keeps exactly one copy running: record the
 * decision, kill the original, release the copy.
 */
public final class Migration {
  private static final Logger log = LoggerFactory.getLogger(Migration.class);

  private final Route route;
  private final Original original;
  private final Copy copy;
  private final MigrationRecord record;
  private final Cancellation cancellation;
  private final LongSupplier nanoClock;
  private final PhaseListener listener;
  private final List<PhaseTime> times = new ArrayList<>();

  private MigrationPhase phase = MigrationPhase.REQUESTED;
  private @Nullable TakenImage image;
  private long phaseStart;
  private long freezeStart;
  private long bytes;

  /**
   * What goes where.
   *
   * @param application what moves
   * @param from the node it leaves
   * @param to the node it goes to
   */
  public record Route(ApplicationId application, NodeName from, NodeName to) {
    @Override
    public String toString() {
      return "application " + application + " from " + from + " to " + to;
    }
  }

  /**
   * A migration that is recorded as requested.
   *
   * @param route what goes where
   * @param original the application here
   * @param copy the application there
   * @param record its record
   * @param cancellation asked before each phase up to the commit
   * @param nanoClock nanoseconds, as {@link System#nanoTime}
   * @param listener told of each phase
   */
  public Migration(
      Route route,
      Original original,
      Copy copy,
      MigrationRecord record,
      Cancellation cancellation,
      LongSupplier nanoClock,
      PhaseListener listener) {
    this.route = route;
    this.original = original;
    this.copy = copy;
    this.record = record;
    this.cancellation = cancellation;
    this.nanoClock = nanoClock;
    this.listener = listener;
  }

  /**
   * Runs it to its end. Blocks.
   *
   * @return what was done
   * @throws MigrationException with the outcome, if the application does not run on the target
   *     afterwards or that is not known
   */
  public MigrationReport run() {
    long start = nanoClock.getAsLong();
    phaseStart = start;
    listener.reached(route.application(), phase);
    try {
      reserve();
      freeze();
      transfer();
      hold();
      commit();
    } catch (UndecidedException unknown) {
      quietly("close the connection", copy::close);
      throw unknown;
    } catch (RuntimeException failure) {
      throw rollBack(failure);
    }
    resume();
    long end = nanoClock.getAsLong();
    TakenImage moved = image();
    return new MigrationReport(
        route.application(),
        route.from().id(),
        route.to().id(),
        moved.processes(),
        bytes,
        Duration.ofNanos(end - freezeStart),
        Duration.ofNanos(end - start),
        times);
  }

  private void reserve() {
    giveUpIfCancelled();
    copy.request();
    original.prepare(copy);
    copy.reserve();
    reached(MigrationPhase.RESERVED);
  }

  private void freeze() {
    giveUpIfCancelled();
    original.holdSignals();
    freezeStart = nanoClock.getAsLong();
    image = original.freeze();
    reached(MigrationPhase.FROZEN);
  }

  private void transfer() {
    giveUpIfCancelled();
    bytes = copy.transfer(image());
    reached(MigrationPhase.TRANSFERRED);
  }

  private void hold() {
    giveUpIfCancelled();
    copy.hold();
    reached(MigrationPhase.HELD);
  }

  private void commit() {
    giveUpIfCancelled();
    original.standStill();
    record.commit(image());
    reached(MigrationPhase.COMMITTED);
  }

  private void resume() {
    try {
      original.end();
    } catch (RuntimeException failure) {
      throw unconfirmed("the original could not be ended", failure);
    }
    try {
      letGo();
      copy.confirm();
    } catch (RuntimeException failure) {
      quietly("close the connection", copy::close);
      throw unconfirmed(route.to() + " did not confirm it", failure);
    }
    reached(MigrationPhase.RESUMED);
    record.finish();
    copy.close();
  }

  /** Gives up what is left here while the other side lets the copy run. */
  private void letGo() {
    try {
      copy.release();
    } finally {
      quietly("give up the original's container", original::dissolve);
    }
  }

  private MoveFailedException unconfirmed(String what, RuntimeException failure) {
    return new MoveFailedException(
        Outcome.UNKNOWN,
        "moving "
            + route
            + ": it is decided that it runs on "
            + route.to()
            + ", but "
            + what
            + ": "
            + failure.getMessage()
            + "; 'ssi ps' shows whether it runs there",
        failure);
  }

  /** The original first, whatever the other side is up to: only this side could have committed. */
  private MigrationException rollBack(RuntimeException failure) {
    MigrationPhase failedAfter = phase;
    reached(MigrationPhase.ABORTED);
    quietly("end what was prepared", original::unprepare);
    Optional<RuntimeException> stuck = resumeOriginal();
    quietly("let signals pass", original::letSignals);
    quietly("record the end of the attempt", record::abort);
    quietly("abandon the copy", copy::abandon);
    quietly("close the connection", copy::close);
    if (stuck.isPresent()) {
      return new MoveFailedException(
          Outcome.UNKNOWN,
          failed(failedAfter, failure)
              + "; it was not moved, but "
              + route.from()
              + " could not let it run on: "
              + stuck.get().getMessage()
              + "; 'ssi ps' shows whether it runs",
          failure);
    }
    Outcome outcome =
        failedAfter == MigrationPhase.REQUESTED ? Outcome.NOT_STARTED : Outcome.ROLLED_BACK;
    if (failure instanceof CancelledException) {
      return new CancelledException(
          outcome, "moving " + route + " was interrupted; it runs on, on " + route.from());
    }
    if (failure instanceof MigrationException known && outcome == Outcome.NOT_STARTED) {
      return known;
    }
    return new MoveFailedException(
        outcome, failed(failedAfter, failure) + "; it runs on, on " + route.from(), failure);
  }

  private Optional<RuntimeException> resumeOriginal() {
    try {
      if (image != null) {
        original.resume();
      }
      return Optional.empty();
    } catch (RuntimeException e) {
      log.error("Migration of {}: the original was not let go", route, e);
      return Optional.of(e);
    }
  }

  private String failed(MigrationPhase after, RuntimeException failure) {
    return "moving " + route + " failed after phase " + after + ": " + failure.getMessage();
  }

  private void quietly(String step, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      log.warn("Migration of {}: could not {}", route, step, e);
    }
  }

  private void giveUpIfCancelled() {
    if (cancellation.isCancelled()) {
      throw new CancelledException(Outcome.NOT_STARTED, "interrupted");
    }
  }

  private void reached(MigrationPhase next) {
    if (!phase.successors().contains(next)) {
      throw new IllegalPhaseException(phase, next);
    }
    long now = nanoClock.getAsLong();
    times.add(new PhaseTime(next, Duration.ofNanos(now - phaseStart)));
    log.debug("Migration of {} reached {}", route, next);
    phaseStart = now;
    phase = next;
    listener.reached(route.application(), next);
  }

  private TakenImage image() {
    TakenImage taken = image;
    if (taken == null) {
      throw new IllegalPhaseException(phase, MigrationPhase.TRANSFERRED);
    }
    return taken;
  }
}
