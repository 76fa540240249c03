package io.ssi.pid.host;

import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeId;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationChange;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.PidException;
import io.ssi.pid.registry.RegistryUnsettledException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records how programs of hosted containers end, and takes a container down when nothing lives in
 * it any more. What cannot be written now, because there is no majority for example, is tried again
 * until it can; the keeper remembers meanwhile.
 */
final class EndRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(EndRecorder.class);
  private static final long RETRY_MILLIS = 1000;

  /** Longer than any step of a migration after its commit. */
  private static final long LEFTOVER_MILLIS = 60_000;

  private final HostParts parts;
  private final HostedContainers hosted;
  private final ContainerMaker maker;

  EndRecorder(HostParts parts, HostedContainers hosted, ContainerMaker maker) {
    this.parts = parts;
    this.hosted = hosted;
    this.maker = maker;
  }

  /** Listens to a container from now on, and takes what happened before. */
  void watch(HostedContainer container) {
    container.note(
        container
            .keeper()
            .subscribe(event -> {
              container.note(event);
              settle(container);
            }));
  }

  /** Writes in the background what is known and not yet written. */
  void settle(HostedContainer container) {
    parts.background().execute(() -> attempt(container));
  }

  /** Records that a container's move here is over, if whoever moved it does not come to it. */
  void completeMove(HostedContainer container) {
    parts.later(LEFTOVER_MILLIS, () -> completeNow(container));
  }

  /** The same at once; tried again later if it cannot be written now. */
  void completeNow(HostedContainer container) {
    boolean isCurrent = hosted.find(container.number()).filter(container::equals).isPresent();
    Optional<Application> known = parts.registry().find(container.number());
    if (!isCurrent || known.isEmpty() || !isArrived(known.get())) {
      return;
    }
    try {
      // A move that began meanwhile is another attempt.
      parts
          .registry()
          .change(
              known.get().id(),
              now ->
                  isArrived(now) && now.attempt().equals(known.get().attempt())
                      ? now.change().phase(ApplicationPhase.RUNNING, "").noMigration().done()
                      : now);
    } catch (MembershipException | PidException e) {
      LOG.warn("container {}: its arrival is recorded later", container.number(), e);
      completeMove(container);
    }
  }

  private boolean isArrived(Application record) {
    return record.phase() == ApplicationPhase.MIGRATING
        && record.host().equals(parts.local())
        && AttachDecision.isDecided(record);
  }

  private void attempt(HostedContainer container) {
    container.recording().lock();
    try {
      HostedContainer.Facts facts = container.facts();
      boolean isCurrent = hosted.find(container.number()).filter(container::equals).isPresent();
      if (isCurrent && facts.mode() == ContainerMode.HOSTED) {
        record(container, facts);
      }
    } catch (MembershipException | RegistryUnsettledException e) {
      LOG.warn("container {}: its end is recorded later: {}", container.number(), e.getMessage());
      parts.later(RETRY_MILLIS, () -> attempt(container));
    } finally {
      container.recording().unlock();
    }
  }

  private void record(HostedContainer container, HostedContainer.Facts facts) {
    if (facts.status().isEmpty() && !facts.isEmpty()) {
      return;
    }
    Optional<Application> known = parts.registry().find(container.number());
    if (known.isPresent() && !known.get().host().equals(parts.local())) {
      // Killed because it lives elsewhere. Whoever did it has work left here, and dissolves it.
      parts.later(LEFTOVER_MILLIS, () -> clear(container));
      return;
    }
    if (facts.isEmpty()) {
      container.settleEmpty();
    }
    known.ifPresent(record -> write(record, facts));
    if (facts.isEmpty()) {
      hosted.remove(container);
      maker.takeDown(container);
    }
  }

  private void write(Application known, HostedContainer.Facts facts) {
    NodeId local = parts.local();
    Instant now = parts.clock().instant();
    Application stored =
        parts.registry().change(known.id(), record -> changed(record, facts, local, now));
    LOG.info(
        "application {}: {}{}",
        stored.id(),
        stored.phase(),
        facts.status().map(status -> ", the program " + status).orElse(""));
  }

  /** Takes down what a migration left because its agent's thread did not come to it. */
  private void clear(HostedContainer container) {
    container.recording().lock();
    try {
      if (hosted.find(container.number()).filter(container::equals).isPresent()) {
        hosted.remove(container);
        maker.takeDown(container);
        parts.files().finish(container.number());
      }
    } finally {
      container.recording().unlock();
    }
  }

  private static Application changed(
      Application record, HostedContainer.Facts facts, NodeId local, Instant now) {
    if (!record.host().equals(local) || !record.phase().isLive()) {
      return record;
    }
    ApplicationChange change = record.change();
    boolean isNews = facts.isEmpty();
    if (facts.status().isPresent() && record.exit().isEmpty()) {
      change.programEnded(facts.status().get());
      isNews = true;
    }
    if (facts.isEmpty()) {
      change.ended(now, facts.isKeeperGone() ? "its keeper was killed" : "");
    }
    return isNews ? change.done() : record;
  }
}
