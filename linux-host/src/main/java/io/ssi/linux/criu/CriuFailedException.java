package io.ssi.linux.criu;

import java.util.List;

/** CRIU answered that it cannot, or ended where its end takes everything back. */
public final class CriuFailedException extends CriuException {
  private static final long serialVersionUID = 1L;

  CriuFailedException(String message, CriuOutcome outcome, List<CriuProblem> problems) {
    super(message, outcome, problems);
  }

  CriuFailedException(String message, CriuOutcome outcome, Throwable cause) {
    super(message, outcome, cause);
  }
}
