package io.ssi.agent.embedded;

import io.ssi.agent.AgentException;

/** The embedded cluster could not be brought into the wanted shape. */
public final class EmbeddedException extends AgentException {
  private static final long serialVersionUID = 1L;

  EmbeddedException(String message) {
    super(message);
  }

  EmbeddedException(String message, Throwable cause) {
    super(message, cause);
  }
}
