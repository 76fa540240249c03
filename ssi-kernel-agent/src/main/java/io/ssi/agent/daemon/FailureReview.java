package io.ssi.agent.daemon;

import io.ssi.membership.Membership;
import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeState;
import io.ssi.membership.node.FailureKind;
import io.ssi.membership.node.NodeDirectory;
import io.ssi.membership.node.NodeRecord;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again at nodes whose agent alone was gone: a node that ends slowly, or later, is gone as a
 * whole in the end, and what ran on it can be brought back. Only the oldest member writes what it
 * finds.
 */
final class FailureReview implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(FailureReview.class);

  private final Membership membership;
  private final NodeDirectory directory;
  private final Predicate<NodeRecord> isGone;

  FailureReview(Membership membership, NodeDirectory directory, Predicate<NodeRecord> isGone) {
    this.membership = membership;
    this.directory = directory;
    this.isGone = isGone;
  }

  @Override
  public void run() {
    try {
      if (membership.view().members().indexOf(membership.local()) == 0) {
        directory.in(NodeState.FAILED).stream().filter(this::isDoubtful).forEach(this::resolve);
      }
    } catch (MembershipException e) {
      // Tried again at the next turn; a task that throws would have none.
      log.info("What is left of failed nodes is looked at later", e);
    }
  }

  private boolean isDoubtful(NodeRecord node) {
    return node.failure().filter(kind -> kind != FailureKind.NODE_GONE).isPresent()
        && !membership.view().contains(node.id())
        && isGone.test(node);
  }

  private void resolve(NodeRecord node) {
    var _ =
        directory.resolve(
            node.id(), FailureKind.NODE_GONE, "the node is gone with all its processes");
    log.warn("Node {} is gone as a whole", node.name());
  }
}
