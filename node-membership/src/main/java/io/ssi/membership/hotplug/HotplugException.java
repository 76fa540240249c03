package io.ssi.membership.hotplug;

import io.ssi.membership.MembershipException;

/** A node could not go online; it is present, and what had joined has left again. */
public final class HotplugException extends MembershipException {
  private static final long serialVersionUID = 1L;

  /**
   * With the attempt.
   *
   * @param message what was attempted, on which node, why it failed
   * @param cause what went wrong below
   */
  public HotplugException(String message, Throwable cause) {
    super(message, cause);
  }
}
