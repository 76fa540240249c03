package io.ssi.migration.service;

import io.ssi.membership.NodeId;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveBlocker.Code;
import io.ssi.migration.PhaseListener;
import io.ssi.migration.RefusedException;
import io.ssi.migration.container.MovingContainers;
import io.ssi.migration.preflight.ApplicationFacts;
import io.ssi.migration.preflight.FactsReader;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Caller;
import io.ssi.pid.registry.ApplicationRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * This node as the handlers of orders see it.
 *
 * @param local its id
 * @param registry of applications
 * @param containers of this node
 * @param reader of facts about applications
 * @param prepared whether a path is made ready wherever an application comes to
 * @param imageRoot where images of moves are kept while they are needed
 * @param clock of the day
 * @param nanoClock monotonic nanoseconds
 * @param phases told how far migrations that leave have come
 */
public record LocalSide(
    NodeId local,
    ApplicationRegistry registry,
    MovingContainers containers,
    FactsReader reader,
    Predicate<String> prepared,
    Path imageRoot,
    InstantSource clock,
    LongSupplier nanoClock,
    PhaseListener phases) {

  /** An application that runs here. */
  Application residing(ApplicationId id) {
    Application application =
        registry
            .find(id)
            .orElseThrow(() ->
                new RefusedException(
                    "there is no application " + id + "; 'ssi ps' shows those that run"));
    if (!application.host().equals(local)) {
      throw new RefusedException(
          "application "
              + id
              + " has moved to node "
              + application.host()
              + " meanwhile; try again");
    }
    return application;
  }

  /** Why a caller may do nothing with an application now. */
  Optional<MoveBlocker> refusal(Application application, int uid) {
    String subject = "application " + application.id();
    if (!new Caller(uid).mayActOn(application.owner().uid())) {
      return Optional.of(
          new MoveBlocker(
              Code.NOT_PERMITTED,
              subject,
              "belongs to " + application.owner().user() + ": Operation not permitted (EPERM)",
              "ask them, or root"));
    }
    if (application.phase() != ApplicationPhase.RUNNING) {
      return Optional.of(
          new MoveBlocker(
              Code.BUSY,
              subject,
              "is " + application.phase().name().toLowerCase(Locale.ROOT),
              "wait until that is over"));
    }
    return Optional.empty();
  }

  /** Why its streams keep it from being saved. */
  Optional<MoveBlocker> streams(Application application) {
    return containers.of(application).heldStreams().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MoveBlocker(
                Code.FOREGROUND,
                "application " + application.id(),
                "was started in the foreground, and its streams cannot be saved",
                "start with 'ssi run -d' what is to be saved"));
  }

  /** What is seen of an application that runs here. */
  ApplicationFacts facts(Application application) {
    return reader.read(containers.of(application).members(), prepared);
  }
}
