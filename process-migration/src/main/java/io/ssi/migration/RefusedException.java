package io.ssi.migration;

/**
 * A request that makes no sense as things are: a running application to restart, a version that
 * does not exist. Nothing was touched.
 */
public final class RefusedException extends MigrationException {
  private static final long serialVersionUID = 1L;

  /**
   * With the reason.
   *
   * @param message what was attempted, on what, why it is refused, what to try
   */
  public RefusedException(String message) {
    super(Outcome.NOT_STARTED, message);
  }
}
