package io.ssi.agent.control;

import io.ssi.agent.AgentException;

/** A client does not speak the control protocol; its connection is given up. */
final class BrokenProtocolException extends AgentException {
  private static final long serialVersionUID = 1L;

  BrokenProtocolException(String message) {
    super(message);
  }
}
