package io.ssi.membership.channel;

/**
 * Names a kind of request, such as {@code pid.signal}: the module, a dot, the verb.
 *
 * @param name lower-case letters, digits, dots and dashes
 */
public record MessageType(String name) {

  /** Refuses anything but the stated alphabet. */
  public MessageType {
    if (!name.matches("[a-z0-9][a-z0-9.-]{0,63}")) {
      throw new IllegalArgumentException("Not a message type: " + name);
    }
  }
}
