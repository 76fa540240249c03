package io.ssi.memory;

/** Base of all errors of this module; never thrown itself. */
public abstract class MemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * For subclasses.
   *
   * @param message what was attempted, on what, why it failed, what to try
   * @param cause what went wrong below
   */
  protected MemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
