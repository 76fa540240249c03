package io.ssi.migration.target;

import io.ssi.membership.NodeId;
import io.ssi.migration.container.MovingContainers;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.registry.ApplicationRegistry;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an agent that starts again does with the images of moves to its node that an earlier one
 * left. A move that was committed is completed from its image; one that was not is given up in the
 * record, so that it cannot be committed any more, and its image goes. An image of whose
 * application the cluster does not know is kept until it does.
 */
public final class ArrivalRecovery {
  private static final Logger log = LoggerFactory.getLogger(ArrivalRecovery.class);

  private final NodeId local;
  private final ApplicationRegistry registry;
  private final MovingContainers containers;
  private final Rebuilder rebuilder;
  private final Executor background;
  private final Decision decision;
  private final List<KeptImage> left;
  private final Set<KeptImage> unknown = ConcurrentHashMap.newKeySet();

  /** Builds what an image holds: port. */
  @FunctionalInterface
  interface Rebuilder {

    /** Returns when the processes are held; throws, and then nothing but the image is left. */
    Rebuilt rebuild(Application recorded, KeptImage kept) throws IOException;
  }

  ArrivalRecovery(
      NodeId local,
      ApplicationRegistry registry,
      MovingContainers containers,
      KeptImages images,
      Rebuilder rebuilder,
      Executor background) {
    this.local = local;
    this.registry = registry;
    this.containers = containers;
    this.rebuilder = rebuilder;
    this.background = background;
    this.decision = new Decision(registry, local);
    this.left = images.all();
  }

  /**
   * Begins, in the background, with the images that were there when this object was made. Called
   * once, when the containers that were left have been taken over.
   *
   * @param unsettled applications that the record says have come here, and no process of which is
   *     here
   */
  public void start(Collection<ContainerNumber> unsettled) {
    // Never ended: as long as the agent lives the cluster may come to know them.
    var _ = registry.listen((id, now) -> now.ifPresent(known -> lookAgain(id)));
    background.execute(() -> {
      left.forEach(this::settle);
      unsettled.forEach(this::declareLost);
    });
  }

  private void lookAgain(ApplicationId id) {
    for (KeptImage kept : List.copyOf(unknown)) {
      if (kept.application().equals(id) && unknown.remove(kept)) {
        background.execute(() -> settle(kept));
      }
    }
  }

  private void settle(KeptImage kept) {
    ApplicationId id = kept.application();
    try {
      Optional<Application> known = registry.find(id);
      if (known.isEmpty()) {
        log.warn("Application {} is not known; its image {} stays", id, kept.path());
        unknown.add(kept);
        if (registry.find(id).isPresent()) {
          lookAgain(id);
        }
      } else if (isUnderWay(known.get(), kept) && decision.settle(known.get())) {
        complete(registry.get(id), kept);
      } else {
        log.info("Application {}: the move that left {} is over", id, kept.path());
        kept.delete();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      log.error("The image {} could not be settled; it stays", kept.path(), e);
    }
  }

  private boolean isUnderWay(Application now, KeptImage kept) {
    return now.attempt().number() == kept.attempt()
        && now.phase() == ApplicationPhase.MIGRATING
        && now.migration().filter(note -> note.target().equals(local)).isPresent();
  }

  /** Makes an application that was decided to be here run here; its record says so already. */
  void complete(Application recorded, KeptImage kept) {
    String why;
    try {
      Rebuilt copy = rebuilder.rebuild(recorded, kept);
      if (decision.isCommitted(recorded)) {
        copy.release();
        containers.completeMove(recorded);
        log.info("Application {} runs here, from the image of its move", recorded.id());
      } else {
        copy.discard();
      }
      return;
    } catch (IOException | RuntimeException e) {
      log.error("Application {} cannot be restored from {}", recorded.id(), kept.path(), e);
      why = String.valueOf(e.getMessage());
    }
    lose(recorded, "it was moved here and cannot be restored from " + kept.path() + ": " + why);
  }

  private void declareLost(ContainerNumber number) {
    boolean hasImage =
        left.stream().anyMatch(kept -> kept.application().equals(ApplicationId.of(number)));
    if (!hasImage) {
      registry
          .find(number)
          .ifPresent(record -> lose(record, "it was moved here and its image is gone"));
    }
  }

  private void lose(Application recorded, String why) {
    try {
      var _ =
          registry.change(
              recorded.id(),
              now ->
                  decision.isCommittedHere(now, recorded.attempt())
                      ? now.change().noMigration().phase(ApplicationPhase.LOST, why).done()
                      : now);
    } catch (RuntimeException e) {
      log.error("Application {}: it cannot be recorded that it is lost", recorded.id(), e);
    }
  }
}
