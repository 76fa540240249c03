package io.ssi.pid.host;

import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeId;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationChange;
import io.ssi.pid.registry.RegistryUnsettledException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
      Future<?> _ =
          parts.timer().schedule(() -> settle(container), RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } finally {
      container.recording().unlock();
    }
  }

  private void record(HostedContainer container, HostedContainer.Facts facts) {
    Optional<Application> known = parts.registry().find(container.number());
    if (known.isPresent() && (facts.status().isPresent() || facts.isEmpty())) {
      Instant now = parts.clock().instant();
      NodeId local = parts.local();
      Application stored =
          parts.registry().change(known.get().id(), record -> changed(record, facts, local, now));
      LOG.info(
          "application {}: {}{}",
          stored.id(),
          stored.phase(),
          facts.status().map(status -> ", the program " + status).orElse(""));
    }
    if (facts.isEmpty()) {
      hosted.remove(container);
      maker.takeDown(container);
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
