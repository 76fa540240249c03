package io.ssi.membership;

/** The cluster's key could not be read, written, or is no key. */
public final class ClusterKeyException extends MembershipException {
  private static final long serialVersionUID = 1L;

  /**
   * With the reason.
   *
   * @param message what was attempted, on which file, why it failed, what to try
   */
  public ClusterKeyException(String message) {
    super(message);
  }

  /**
   * With the reason.
   *
   * @param message what was attempted, on which file, why it failed, what to try
   * @param cause what the file system said
   */
  public ClusterKeyException(String message, Throwable cause) {
    super(message, cause);
  }
}
