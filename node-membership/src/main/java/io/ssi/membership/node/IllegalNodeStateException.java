package io.ssi.membership.node;

import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeState;
import java.util.Locale;

/** A node was to go to a state that cannot follow the one it is in. Nothing was changed. */
public final class IllegalNodeStateException extends MembershipException {
  private static final long serialVersionUID = 1L;

  private final NodeState from;
  private final NodeState to;

  /**
   * With the attempt.
   *
   * @param record the node as it is
   * @param to the state that was wanted
   */
  public IllegalNodeStateException(NodeRecord record, NodeState to) {
    super(
        "Node "
            + record.name()
            + " is "
            + record.state().name().toLowerCase(Locale.ROOT)
            + " ("
            + record.reason()
            + ") and cannot become "
            + to.name().toLowerCase(Locale.ROOT));
    this.from = record.state();
    this.to = to;
  }

  /**
   * The state that it is in.
   *
   * @return the state
   */
  public NodeState from() {
    return from;
  }

  /**
   * The state that was wanted.
   *
   * @return the state
   */
  public NodeState to() {
    return to;
  }
}
