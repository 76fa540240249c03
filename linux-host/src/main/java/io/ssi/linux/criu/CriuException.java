package io.ssi.linux.criu;

import io.ssi.linux.LinuxException;
import java.util.List;

/** Base of the driver's errors; never thrown itself. */
public abstract class CriuException extends LinuxException {
  private static final long serialVersionUID = 1L;

  private final CriuOutcome outcome;
  private final transient List<CriuProblem> problems;

  CriuException(String message, CriuOutcome outcome, List<CriuProblem> problems) {
    super(message);
    this.outcome = outcome;
    this.problems = List.copyOf(problems);
  }

  CriuException(String message, CriuOutcome outcome, Throwable cause) {
    super(message, cause);
    this.outcome = outcome;
    this.problems = List.of();
  }

  /** What was left behind. */
  public CriuOutcome outcome() {
    return outcome;
  }

  /** What CRIU complained about, the reason first; empty where it did not say. */
  public List<CriuProblem> problems() {
    return problems;
  }
}
