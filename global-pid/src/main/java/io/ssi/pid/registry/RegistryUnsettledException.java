package io.ssi.pid.registry;

import io.ssi.pid.PidException;

/**
 * It cannot be told whether a record was changed. Read it again before doing anything else; its
 * attempt and owner tell whose change it holds.
 */
public final class RegistryUnsettledException extends PidException {
  private static final long serialVersionUID = 1L;

  /**
   * With the attempt.
   *
   * @param message what was attempted, on what, what to do
   */
  public RegistryUnsettledException(String message) {
    super(message);
  }
}
