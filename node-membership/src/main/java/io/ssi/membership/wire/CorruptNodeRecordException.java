package io.ssi.membership.wire;

import io.ssi.membership.MembershipException;

/** The bytes of a node's record cannot be read. */
public final class CorruptNodeRecordException extends MembershipException {
  private static final long serialVersionUID = 1L;

  CorruptNodeRecordException(String why, Throwable cause) {
    super("A node's record cannot be read: " + why, cause);
  }

  CorruptNodeRecordException(String why) {
    super("A node's record cannot be read: " + why);
  }
}
