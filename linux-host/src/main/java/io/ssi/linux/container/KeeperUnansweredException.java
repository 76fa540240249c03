package io.ssi.linux.container;

/**
 * A request was sent and no answer came: it may or may not have been done. Ask for the state, which
 * connects anew, before trying again.
 */
public final class KeeperUnansweredException extends KeeperException {
  private static final long serialVersionUID = 1L;

  /** Says which request of which container, and why there is no answer. */
  public KeeperUnansweredException(int container, String verb, String reason) {
    super(
        "container "
            + container
            + ": no answer to "
            + verb
            + " ("
            + reason
            + "); look at its state before trying again");
  }
}
