package io.ssi.membership.hotplug;

import io.ssi.membership.node.FailureKind;
import io.ssi.membership.node.NodeRecord;

/** Says what is gone when an agent is. Asked once per death, by the oldest member. */
@FunctionalInterface
public interface FailureWitness {

  /**
   * A finding.
   *
   * @param kind what is gone
   * @param evidence how that is known, for people
   */
  record Finding(FailureKind kind, String evidence) {}

  /**
   * Looks at a node whose agent has left the group without a word. May block for a few seconds;
   * must not throw.
   *
   * @param node its record as it was
   * @return what is gone
   */
  Finding judge(NodeRecord node);
}
