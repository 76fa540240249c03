package io.ssi.membership.channel;

/** How a handler's error becomes a {@link Reply.Failed}; the same for every channel. */
public final class ReplyCodes {

  /** Code of a request for which the other agent has no handler. */
  public static final String NO_HANDLER = "NoHandler";

  /** Code of a request that was refused, unexecuted, because too many are being served. */
  public static final String OVERLOADED = "Overloaded";

  private ReplyCodes() {}

  /**
   * The reply for an error.
   *
   * @param error what the handler threw
   * @return its class name without {@code Exception}, and its message
   */
  public static Reply.Failed failed(Throwable error) {
    String name = error.getClass().getSimpleName();
    String code = name.endsWith("Exception") ? name.substring(0, name.length() - 9) : name;
    String message = error.getMessage();
    return new Reply.Failed(code.isEmpty() ? name : code, message == null ? name : message);
  }

  /**
   * The reply where there is no handler.
   *
   * @param type what was asked
   * @return the refusal
   */
  public static Reply.Failed noHandler(MessageType type) {
    return new Reply.Failed(NO_HANDLER, "This agent has no handler for " + type.name());
  }
}
