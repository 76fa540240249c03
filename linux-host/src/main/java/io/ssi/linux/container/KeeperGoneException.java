package io.ssi.linux.container;

/** Nobody serves the container any more; the request did not reach anyone. */
public final class KeeperGoneException extends KeeperException {
  private static final long serialVersionUID = 1L;

  /** Says which container, and how it was noticed. */
  public KeeperGoneException(int container, String noticed) {
    super("container " + container + ": its keeper is gone (" + noticed + ")");
  }

  /** The same with what went wrong below. */
  public KeeperGoneException(int container, Throwable cause) {
    super("container " + container + ": its keeper is gone (" + cause.getMessage() + ")", cause);
  }
}
