package io.ssi.membership.hotplug;

import io.ssi.membership.ClusterView;
import io.ssi.membership.Membership;
import io.ssi.membership.node.IllegalNodeStateException;
import io.ssi.membership.node.NodeDirectory;
import io.ssi.membership.node.NodeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks the nodes whose agents are gone without having left. Only the oldest member does; when that
 * one died itself, the next has become the oldest. Repeatable at any time.
 */
final class DeathMarker {
  private static final Logger LOG = LoggerFactory.getLogger(DeathMarker.class);

  private final Membership membership;
  private final NodeDirectory directory;
  private final FailureWitness witness;
  private final ThreadFactory threads;

  DeathMarker(
      Membership membership,
      NodeDirectory directory,
      FailureWitness witness,
      ThreadFactory threads) {
    this.membership = membership;
    this.directory = directory;
    this.witness = witness;
    this.threads = threads;
  }

  /** Marks all that are missing; they are looked at all at the same time. */
  void mark() throws InterruptedException {
    if (!isOldest(membership.view())) {
      return;
    }
    List<Thread> looks = new ArrayList<>();
    for (NodeRecord record : directory.all()) {
      if (isMissing(record)) {
        Thread look = threads.newThread(() -> look(record));
        look.setName("ssi-hotplug-witness-" + record.name());
        look.start();
        looks.add(look);
      }
    }
    for (Thread look : looks) {
      look.join();
    }
  }

  /** Whether there is somebody to mark, by whomever. */
  boolean isUnfinished() {
    return directory.all().stream().anyMatch(this::isMissing);
  }

  private boolean isOldest(ClusterView view) {
    return !view.members().isEmpty() && view.members().getFirst().equals(membership.local());
  }

  private boolean isMissing(NodeRecord record) {
    return record.isExpected() && !membership.view().contains(record.id());
  }

  private void look(NodeRecord record) {
    try {
      FailureWitness.Finding finding = witness.judge(record);
      // It may have come back while the witness looked.
      if (isMissing(record) && isOldest(membership.view())) {
        directory.fail(record.id(), finding.kind(), finding.evidence());
        LOG.warn("Node {} has failed: {} ({})", record.name(), finding.kind(), finding.evidence());
      }
    } catch (IllegalNodeStateException e) {
      LOG.debug("Node {} was not marked, it has changed meanwhile", record.name(), e);
    } catch (RuntimeException e) {
      LOG.warn("Node {} is gone and could not be marked: {}", record.name(), e.getMessage());
    }
  }
}
