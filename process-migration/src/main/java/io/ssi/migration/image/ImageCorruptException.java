package io.ssi.migration.image;

import io.ssi.migration.MigrationException;
import io.ssi.migration.Outcome;

/**
 * An image is not what its manifest says, or its manifest is not what its seal says. It was not
 * used.
 */
public final class ImageCorruptException extends MigrationException {
  private static final long serialVersionUID = 1L;

  /**
   * With the file concerned.
   *
   * @param message what was read, which file, how it differs
   */
  public ImageCorruptException(String message) {
    super(Outcome.NOT_STARTED, message);
  }

  /**
   * With the file concerned.
   *
   * @param message what was read, which file, how it differs
   * @param cause what went wrong below
   */
  public ImageCorruptException(String message, Throwable cause) {
    super(Outcome.NOT_STARTED, message, cause);
  }
}
