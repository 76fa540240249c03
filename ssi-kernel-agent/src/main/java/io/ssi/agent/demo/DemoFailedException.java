package io.ssi.agent.demo;

import io.ssi.agent.AgentException;

/** Something that the demo promises did not hold. */
public final class DemoFailedException extends AgentException {
  private static final long serialVersionUID = 1L;

  /**
   * With the promise.
   *
   * @param message what did not hold, and what was seen instead
   */
  public DemoFailedException(String message) {
    super(message);
  }

  /**
   * With the promise.
   *
   * @param message what did not hold, and what was seen instead
   * @param cause what went wrong below
   */
  public DemoFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
