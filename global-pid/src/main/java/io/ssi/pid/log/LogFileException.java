package io.ssi.pid.log;

import io.ssi.pid.PidException;

/** A file of an application could not be made, read or renamed. */
public final class LogFileException extends PidException {
  private static final long serialVersionUID = 1L;

  /**
   * With the attempt.
   *
   * @param message what was attempted, on which file
   * @param cause what the file system said
   */
  public LogFileException(String message, Throwable cause) {
    super(message + ": " + cause, cause);
  }
}
