package io.ssi.linux.cgroup;

import io.ssi.linux.LinuxException;
import java.nio.file.Path;

/** The kernel refused something about a control group. What was asked for did not happen. */
public final class ControlGroupException extends LinuxException {
  private static final long serialVersionUID = 1L;

  /**
   * With the attempt.
   *
   * @param attempt what was attempted, such as {@code "create"}
   * @param path the group's directory or file
   * @param cause what the kernel said
   * @param advice what to try
   */
  public ControlGroupException(String attempt, Path path, Throwable cause, String advice) {
    super("Cannot " + attempt + " " + path + ": " + cause.getMessage() + "; " + advice, cause);
  }
}
