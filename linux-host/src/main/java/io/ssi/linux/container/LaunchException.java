package io.ssi.linux.container;

/** A container could not be made; nothing is left behind. */
public final class LaunchException extends KeeperException {
  private static final long serialVersionUID = 1L;

  /** Says which container and why. */
  public LaunchException(int container, String reason) {
    super("container " + container + " cannot be made: " + reason);
  }

  /** Says which container; why is what went wrong below. */
  public LaunchException(int container, RuntimeException cause) {
    super("container " + container + " cannot be made: " + cause.getMessage(), cause);
  }
}
