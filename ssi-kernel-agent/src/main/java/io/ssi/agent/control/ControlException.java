package io.ssi.agent.control;

import io.ssi.agent.AgentException;

/** The control socket cannot be served. */
public final class ControlException extends AgentException {
  private static final long serialVersionUID = 1L;

  ControlException(String message) {
    super(message);
  }

  ControlException(String message, Throwable cause) {
    super(message, cause);
  }
}
