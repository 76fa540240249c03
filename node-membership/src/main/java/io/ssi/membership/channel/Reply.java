package io.ssi.membership.channel;

/** What became of a request. */
public sealed interface Reply {

  /**
   * The handler answered.
   *
   * @param body its answer
   */
  record Answered(byte[] body) implements Reply {}

  /**
   * The handler threw; whatever it had changed by then stays changed unless its own contract says
   * otherwise.
   *
   * @param code stable name of the kind of error, for machines: the handler's exception class
   *     without package and {@code Exception}
   * @param message for people
   */
  record Failed(String code, String message) implements Reply {}

  /**
   * No answer came: the node is not in the group, left it meanwhile, or was silent. The request may
   * have been executed all the same, unless {@code sent} is false.
   *
   * @param sent whether the request may have reached the node
   * @param reason for people
   */
  record Unreachable(boolean sent, String reason) implements Reply {}
}
