package io.ssi.tools.verb;

import java.io.IOException;

/**
 * Nobody reads the results any more, as behind {@code | head}: no error, but nothing left to do.
 */
final class ClosedOutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClosedOutputException(IOException cause) {
    super(cause);
  }
}
