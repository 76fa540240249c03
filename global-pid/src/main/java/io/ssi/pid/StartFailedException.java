package io.ssi.pid;

/** A program could not be started. Nothing of it is left. */
public final class StartFailedException extends PidException {
  private static final long serialVersionUID = 1L;

  /** What a shell says about a program that it cannot find. */
  public static final int NOT_FOUND = 127;

  /** What a shell says about a program that it cannot execute. */
  public static final int NOT_EXECUTABLE = 126;

  private final int exitStatus;

  /**
   * With the attempt.
   *
   * @param exitStatus {@link #NOT_FOUND}, {@link #NOT_EXECUTABLE}, or 1 for everything else
   * @param message what was attempted, where, why it failed
   */
  public StartFailedException(int exitStatus, String message) {
    super(message);
    this.exitStatus = exitStatus;
  }

  /**
   * With the attempt and what went wrong below.
   *
   * @param exitStatus {@link #NOT_FOUND}, {@link #NOT_EXECUTABLE}, or 1 for everything else
   * @param message what was attempted, where, why it failed
   * @param cause what went wrong below
   */
  public StartFailedException(int exitStatus, String message, Throwable cause) {
    super(message, cause);
    this.exitStatus = exitStatus;
  }

  /**
   * What a shell would end with.
   *
   * @return 127 not found, 126 cannot be executed, 1 anything else
   */
  public int exitStatus() {
    return exitStatus;
  }
}
