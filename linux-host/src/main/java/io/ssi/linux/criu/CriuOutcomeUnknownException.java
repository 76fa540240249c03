package io.ssi.linux.criu;

import java.util.List;

/**
 * The worker ended without an answer where both is possible: that it has done its work, and that it
 * has not.
 */
public final class CriuOutcomeUnknownException extends CriuException {
  private static final long serialVersionUID = 1L;

  CriuOutcomeUnknownException(String message, List<CriuProblem> problems) {
    super(message, CriuOutcome.UNKNOWN, problems);
  }
}
