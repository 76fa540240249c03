package io.ssi.linux.container;

import io.ssi.linux.LinuxException;

/** Base of what goes wrong between an agent and a keeper. */
public abstract class KeeperException extends LinuxException {
  private static final long serialVersionUID = 1L;

  /** For subclasses: what was attempted, on which container, why it failed, what to try. */
  protected KeeperException(String message) {
    super(message);
  }

  /** The same with what went wrong below. */
  protected KeeperException(String message, Throwable cause) {
    super(message, cause);
  }
}
