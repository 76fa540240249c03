package io.ssi.membership;

/** An agent was refused by the group because another living agent has the same node id. */
public final class DuplicateNodeIdException extends MembershipException {
  private static final long serialVersionUID = 1L;

  /**
   * With the attempt.
   *
   * @param id the id that is in use
   * @param detail what the group said
   */
  public DuplicateNodeIdException(NodeId id, String detail) {
    super(
        "Cannot join the cluster as node "
            + id
            + ": "
            + detail
            + "; give this node another id, or end the other agent");
  }
}
