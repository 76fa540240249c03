package io.ssi.linux.criu;

import java.util.List;

/** CRIU did not answer in time, and its worker was ended. */
public final class CriuTimeoutException extends CriuException {
  private static final long serialVersionUID = 1L;

  CriuTimeoutException(String message, CriuOutcome outcome, List<CriuProblem> problems) {
    super(message, outcome, problems);
  }
}
