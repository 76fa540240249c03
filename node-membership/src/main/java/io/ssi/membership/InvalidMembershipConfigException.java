package io.ssi.membership;

import java.util.List;

/** A configuration cannot be used; names everything that is wrong with it at once. */
public final class InvalidMembershipConfigException extends MembershipException {
  private static final long serialVersionUID = 1L;

  /**
   * With all faults.
   *
   * @param faults one sentence each
   */
  public InvalidMembershipConfigException(List<String> faults) {
    super("The membership configuration cannot be used: " + String.join("; ", faults));
  }
}
