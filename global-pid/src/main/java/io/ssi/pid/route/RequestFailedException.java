package io.ssi.pid.route;

import io.ssi.pid.PidException;

/** Another agent could not do what it was asked for, for a reason that has no class here. */
public final class RequestFailedException extends PidException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * With what the other agent said.
   *
   * @param code the kind of error, for machines
   * @param message for people
   */
  public RequestFailedException(String code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * The kind of error.
   *
   * @return the class of the other agent's exception without {@code Exception}
   */
  public String code() {
    return code;
  }
}
