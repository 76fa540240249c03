package io.ssi.agent.config;

import io.ssi.membership.NodeId;
import java.util.regex.Pattern;

/**
 * A node that may be part of the cluster, and where its agent is reached.
 *
 * @param id its number
 * @param name its host name
 * @param address an IPv4 address in digits: agents look up no names
 */
public record PossibleNode(NodeId id, String name, String address) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern ADDRESS =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)");

  /** Refuses a name or an address of another form. */
  public PossibleNode {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("\"" + name + "\" is not a host name in lower case");
    }
    if (!ADDRESS.matcher(address).matches()) {
      throw new IllegalArgumentException("\"" + address + "\" is not an IPv4 address");
    }
  }

  /**
   * Reads {@code ID:NAME:ADDRESS}.
   *
   * @param text as {@link #toString()} writes it
   * @return the node
   * @throws IllegalArgumentException if the text has another form
   */
  public static PossibleNode parse(String text) {
    String[] parts = text.strip().split(":", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("\"" + text + "\" is not ID:NAME:ADDRESS");
    }
    return new PossibleNode(new NodeId(Integers.parse(parts[0])), parts[1], parts[2]);
  }

  @Override
  public String toString() {
    return id + ":" + name + ":" + address;
  }
}
