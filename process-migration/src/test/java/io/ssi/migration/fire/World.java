package io.ssi.migration.fire;

import io.ssi.membership.NodeId;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.migration.Cancellation;
import io.ssi.migration.Claim;
import io.ssi.migration.Migration;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MigrationOptions;
import io.ssi.migration.MigrationPhase;
import io.ssi.migration.NodeName;
import io.ssi.migration.RefusedException;
import io.ssi.migration.source.CriuOriginal;
import io.ssi.migration.source.RegistryRecord;
import io.ssi.migration.source.RemoteCopy;
import io.ssi.migration.source.TargetStreams;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Owner;
import io.ssi.pid.message.StartRequest;
import io.ssi.pid.registry.NewApplication;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One application that moves from one node to another, while a third keeps the shared map. Before
 * one of the effects that this has, something happens; afterwards everything that died starts
 * again, and whatever was broken is whole.
 */
final class World implements AutoCloseable {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));

  // One that is found out by reading again, and more than are tried.
  private static final int FEW = 1;
  private static final int MANY = 6;

  /**
   * Something that an agent did.
   *
   * @param phase that the migration had reached
   * @param whose agent's
   * @param what it was
   */
  private record Effect(MigrationPhase phase, String whose, String what) {
    @Override
    public String toString() {
      return phase + ": the " + whose + " " + what;
    }
  }

  private final InMemoryNetwork network = new InMemoryNetwork();
  private final RandomGenerator random;
  private final Fault fault;
  private final int moment;
  private final List<Effect> effects = new ArrayList<>();
  private final Application running;
  private final Link link;
  private final boolean eager;
  private Life source;
  private Life target;
  private final Life witness;
  private @Nullable Runnable undoSecond;
  private MigrationPhase phase = MigrationPhase.REQUESTED;
  private long executed;
  private long nanos;
  private int lostAnswers;
  private boolean lostWrites;
  private boolean made;
  private boolean begun;
  private boolean sourceDied;

  /** How many instructions the program had executed when its pages were sent. */
  long pages;

  /**
   * A world in which something happens before the effect with that number, from 1; at the end if
   * there are not as many.
   */
  World(Path directory, Fault fault, int moment, boolean eager, RandomGenerator random) {
    this.random = random;
    this.fault = fault;
    this.moment = moment;
    this.eager = eager;
    source = new Life(this, new Machine(1, directory), network);
    target = new Life(this, new Machine(2, directory), network);
    witness = new Life(this, new Machine(3, directory), network);
    link = new Link(this, source, target);
    StartRequest request =
        new StartRequest(
            "token",
            "",
            new Owner(0, 0, "root"),
            List.of(),
            List.of("work"),
            List.of(),
            "/",
            022,
            0,
            List.of());
    running = source.registry.get(source.host.start(request).id());
    target.arrivals.serve(link);
    made = true;
    begun = true;
  }

  Life source() {
    return source;
  }

  Life target() {
    return target;
  }

  Life witness() {
    return witness;
  }

  Link link() {
    return link;
  }

  /** Whether the target acts as soon as it is spoken to. */
  boolean isEager() {
    return eager;
  }

  /** Whether its agent died before it could say how the move ended. */
  boolean sourceDied() {
    return sourceDied;
  }

  Application asItRan() {
    return running;
  }

  Application recorded() {
    return witness.registry.get(running.id());
  }

  /** Whether there were as many effects as it was to happen before. */
  synchronized boolean hasHappened() {
    return effects.size() >= moment;
  }

  /** The phase in which it happened. */
  synchronized MigrationPhase happened() {
    return hasHappened() ? effects.get(moment - 1).phase() : MigrationPhase.RESUMED;
  }

  /** What was done up to where it happened, for whoever reads of a failure. */
  synchronized String story() {
    StringBuilder story = new StringBuilder();
    for (Effect effect : effects) {
      story.append("\n  ").append(effect);
    }
    return story.toString();
  }

  synchronized long executed() {
    return executed;
  }

  synchronized long nanos() {
    nanos += 1_000_000;
    return nanos;
  }

  /** Every program that can run executes an instruction; what is to happen now happens. */
  synchronized void effect(Life whose, String what) {
    whose.requireAlive();
    if (!made) {
      return;
    }
    for (Life life : List.of(source, target)) {
      life.machine().program().filter(Program::runs).ifPresent(this::execute);
    }
    if (!begun) {
      return;
    }
    effects.add(new Effect(phase, whose.machine().toString(), what));
    if (effects.size() == moment) {
      fault.strike(this);
    }
    whose.requireAlive();
  }

  private void execute(Program program) {
    program.instructions++;
    executed++;
  }

  /** Moves it; gives the error, or nothing also if nobody lives to have one. */
  Optional<MigrationException> move() {
    try (var ways = TargetStreams.opening(target.machine().id, link, InlineThread::new)) {
      RegistryRecord record =
          RegistryRecord.begin(
              source.registry,
              running,
              source.machine().id,
              target.machine().id,
              CLOCK,
              source::thread);
      Application moving = record.application();
      new Migration(
              new Migration.Route(moving.id(), name(1, "node1"), name(2, "node2")),
              new CriuOriginal(
                  moving,
                  source.containers,
                  source.machine().leaving().resolve(moving.id() + "-2"),
                  new MigrationOptions(false)),
              new RemoteCopy(
                  new RemoteCopy.Plan(moving, 4096, Set.of(), false),
                  target.machine().id,
                  ways,
                  source::thread,
                  CLOCK),
              record,
              Cancellation.NEVER,
              this::nanos,
              (_, reached) -> phase = reached == MigrationPhase.ABORTED ? phase : reached)
          .run();
      return Optional.empty();
    } catch (MigrationException failure) {
      return Optional.of(failure);
    } catch (AgentDied e) {
      sourceDied = true;
      return Optional.empty();
    }
  }

  private static NodeName name(int id, String name) {
    return new NodeName(new NodeId(id), name);
  }

  /** Whatever was broken is whole, and who was dead starts again; returns when all is settled. */
  void recover() throws InterruptedException {
    begun = false;
    if (!hasHappened()) {
      fault.strike(this);
    }
    source.hasQuorum = true;
    target.hasQuorum = true;
    lostAnswers = 0;
    source.machine().diskIsFull = false;
    target.machine().diskIsFull = false;
    Optional.ofNullable(undoSecond).ifPresent(Runnable::run);
    if (random.nextBoolean()) {
      link.finish();
    }
    if (random.nextBoolean()) {
      restartSource();
      restartTarget();
    } else {
      restartTarget();
      restartSource();
    }
    link.finish();
    // Who waits for the registry is woken by any change.
    var _ =
        witness.registry.register(
            new NewApplication("bell", running.owner(), List.of("bell"), witness.machine().id));
    for (Life life : List.of(source, target)) {
      life.join();
      life.later.pass();
      life.later.pass();
    }
  }

  private void restartSource() {
    if (source.isDead()) {
      source = new Life(this, source.machine(), network);
      source.begin();
    }
  }

  private void restartTarget() {
    if (target.isDead()) {
      target = new Life(this, target.machine(), network);
      target.begin();
    }
  }

  void kill(Life life) {
    life.die(network);
    link.cut();
  }

  void second(RegistryRecord record) {
    undoSecond = record::abort;
  }

  void refused() {
    undoSecond = null;
  }

  /** A checkpoint claims it, by what was known when it ran. */
  void beginCheckpoint() {
    try {
      Claim claim =
          Claim.of(
              witness.registry,
              running,
              source.machine().id,
              change -> change.phase(ApplicationPhase.CHECKPOINTING, ""),
              Thread::new);
      undoSecond = claim::complete;
    } catch (RefusedException e) {
      refused();
    }
  }

  void loseAnswers() {
    lostAnswers = moment % 2 == 0 ? FEW : MANY;
    lostWrites = moment % 4 < 2;
  }

  boolean losesAnswer() {
    return lostAnswers-- > 0;
  }

  /** Whether what is not answered is not done either. */
  boolean losesWrites() {
    return lostWrites;
  }

  @Override
  public void close() {
    for (Life life : List.of(source, target, witness)) {
      life.end(network);
    }
  }
}
