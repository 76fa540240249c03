package io.ssi.migration.checkpoint;

import io.ssi.membership.NodeId;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.RefusedException;
import io.ssi.migration.RegistryWrites;
import io.ssi.migration.RestartOrder;
import io.ssi.migration.image.ImageManifest;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationChange;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Caller;
import io.ssi.pid.Provenance;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.NewApplication;
import io.ssi.pid.registry.UpdateResult;
import io.ssi.pid.wire.ApplicationWire;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * The registry's side of a restart: who may bring what back, and that only one does. An application
 * is brought back only when no process of it can still run anywhere.
 */
public final class Revival {
  private final ApplicationRegistry registry;
  private final ClusterNodes nodes;
  private final NodeId local;
  private final InstantSource clock;
  private final ThreadFactory threads;

  /**
   * The registry's side of restarts on one node.
   *
   * @param registry of applications
   * @param nodes of the cluster
   * @param local this node
   * @param clock of the day
   * @param threads makes the thread that records the end of an attempt when that takes time
   */
  public Revival(
      ApplicationRegistry registry,
      ClusterNodes nodes,
      NodeId local,
      InstantSource clock,
      ThreadFactory threads) {
    this.registry = registry;
    this.nodes = nodes;
    this.local = local;
    this.clock = clock;
    this.threads = threads;
  }

  /**
   * The application as it is recorded, or as the checkpoint knew it; refuses what must not be
   * brought back. A new one is registered here, under a number of its own.
   */
  Application candidate(RestartOrder order, ImageManifest manifest) {
    Application saved = ApplicationWire.decode(manifest.applicationRecord());
    if (!new Caller(order.uid()).mayActOn(saved.owner().uid())) {
      throw new RefusedException(
          "cannot restart application "
              + saved.id()
              + ": Operation not permitted (EPERM); it belongs to "
              + saved.owner().user()
              + "; ask them, or root");
    }
    if (order.as().isNew()) {
      return registry.register(newcomer(saved, manifest.version()));
    }
    Optional<Application> known = registry.find(saved.id());
    if (known.isEmpty()) {
      return registry.reinstate(lost(saved));
    }
    Application now = known.get();
    if (now.phase().isLive()) {
      return declaredDead(now, order);
    }
    return now;
  }

  private NewApplication newcomer(Application saved, int version) {
    return new NewApplication(
        saved.name(),
        saved.owner(),
        saved.command(),
        local,
        Optional.empty(),
        Optional.of(new Provenance(saved.id(), version)));
  }

  private Application declaredDead(Application now, RestartOrder order) {
    NodeId host = now.host();
    boolean answers = nodes.reachable().contains(host);
    boolean assumed = order.assumeDead().filter(host::equals).isPresent();
    if (answers) {
      throw new RefusedException(
          "cannot restart application "
              + now.id()
              + ": it is "
              + now.phase().name().toLowerCase(Locale.ROOT)
              + " on "
              + nodes.named(host)
              + "; end it first with 'ssi kill'");
    }
    if (!assumed && !nodes.isGone(host)) {
      throw new RefusedException(
          "cannot restart application "
              + now.id()
              + ": the agent of "
              + nodes.named(host)
              + " is gone, but its programs may run on; start the agent again, or say --assume-dead "
              + nodes.named(host)
              + " if that node is known to be off");
    }
    String why = "its node " + nodes.named(host) + " is gone";
    return update(now, now.change().phase(ApplicationPhase.LOST, why).noMigration().done());
  }

  /** Claims it for this node. */
  Application claim(Application candidate) {
    Application next =
        candidate
            .change()
            .nextAttempt(local)
            .phase(ApplicationPhase.RESTARTING, "")
            .noMigration()
            .done();
    UpdateResult result = registry.update(candidate, next);
    if (result instanceof UpdateResult.Updated(Application stored)) {
      return stored;
    }
    if (result instanceof UpdateResult.Unknown) {
      // It may be recorded all the same, and nobody else would end it.
      giveUp(next, "its restart was cut off");
    }
    throw begun(candidate);
  }

  /** The application with the program as the checkpoint has it, which may have ended since. */
  static Application asSaved(Application claimed, ImageManifest manifest) {
    Application saved = ApplicationWire.decode(manifest.applicationRecord());
    ApplicationChange change = claimed.change().programStarted(saved.programPid().orElseThrow());
    saved.exit().ifPresent(change::programEnded);
    return change.done();
  }

  /**
   * Records that the copy here is the application; from then on it may run. Blocks until it is
   * known whether that is recorded, because the copy can neither run nor go before.
   */
  Application commit(Application claimed, ImageManifest manifest) {
    Application saved = ApplicationWire.decode(manifest.applicationRecord());
    ApplicationChange change =
        claimed
            .change()
            .phase(ApplicationPhase.RUNNING, "")
            .arrivedAt(local, clock.instant())
            .programStarted(saved.programPid().orElseThrow())
            .carried(isNew(claimed) ? List.of() : manifest.carried());
    saved.exit().ifPresent(change::programEnded);
    Application next = change.done();
    return switch (registry.update(claimed, next)) {
      case UpdateResult.Updated(Application stored) -> stored;
      case UpdateResult.Conflict _ -> throw begun(claimed);
      // The copy is held, so what is recorded of this attempt can only be that write.
      case UpdateResult.Unknown _ ->
          RegistryWrites.settle(
              registry,
              claimed,
              next,
              now -> isOf(claimed, now, ApplicationPhase.RUNNING),
              () -> begun(claimed));
    };
  }

  /**
   * Records that it could not be brought back; later, if that is not possible now. Of a new one
   * nothing stays.
   */
  void giveUp(Application claimed, String why) {
    RegistryWrites.changeWhenPossible(
        registry,
        claimed.id(),
        now ->
            isOf(claimed, now, ApplicationPhase.RESTARTING)
                ? (isNew(now) ? ended(now, why) : lost(now, why))
                : now,
        threads);
  }

  /** Records that what was committed does not run; no process of it may be left. */
  void takeBack(Application committed, String why) {
    RegistryWrites.changeWhenPossible(
        registry,
        committed.id(),
        now -> isOf(committed, now, ApplicationPhase.RUNNING) ? lost(now, why) : now,
        threads);
  }

  private Application ended(Application now, String why) {
    return now.change().ended(clock.instant(), why).done();
  }

  private static Application lost(Application now, String why) {
    return now.change().phase(ApplicationPhase.LOST, why).done();
  }

  /** Whether it never ran: it is being made of the checkpoint of another. */
  private static boolean isNew(Application record) {
    return record.stays().isEmpty();
  }

  private static boolean isOf(Application claimed, Application now, ApplicationPhase phase) {
    return now.attempt().equals(claimed.attempt()) && now.phase() == phase;
  }

  private Application update(Application expected, Application next) {
    if (registry.update(expected, next) instanceof UpdateResult.Updated(Application stored)) {
      return stored;
    }
    throw begun(expected);
  }

  private static RefusedException begun(Application expected) {
    return new RefusedException(
        "cannot restart application "
            + expected.id()
            + ": somebody else has begun something with it; look with 'ssi ps -e' and try again");
  }

  private static Application lost(Application saved) {
    return new Application(
        saved.id(),
        0,
        saved.name(),
        saved.owner(),
        saved.command(),
        saved.containers(),
        ApplicationPhase.LOST,
        "known from its checkpoint only",
        saved.attempt(),
        Optional.empty(),
        saved.programPid(),
        saved.startedAt(),
        saved.carried(),
        Optional.empty(),
        Optional.empty(),
        saved.stays(),
        false,
        saved.partOf(),
        saved.saving(),
        saved.origin());
  }
}
