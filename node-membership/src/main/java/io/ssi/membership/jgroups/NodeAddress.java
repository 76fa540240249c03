package io.ssi.membership.jgroups;

import io.ssi.membership.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jgroups.Address;
import org.jgroups.util.ExtendedUUID;

/** Group addresses that carry their node's id, so that a view alone says which nodes are in it. */
final class NodeAddress {
  private static final byte[] KEY = {'n'};

  private NodeAddress() {}

  /** A new address of an agent of a node. */
  static ExtendedUUID create(NodeId node, String name) {
    return ExtendedUUID.randomUUID(name)
        .put(KEY, node.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** The node of an address; empty if no agent of ours made it. */
  static Optional<NodeId> node(Address address) {
    if (address instanceof ExtendedUUID extended) {
      byte[] value = extended.get(KEY);
      String text = value == null ? "" : new String(value, StandardCharsets.US_ASCII);
      if (text.matches("[1-9][0-9]{0,2}") && Integer.parseInt(text) <= NodeId.MAX) {
        return Optional.of(new NodeId(Integer.parseInt(text)));
      }
    }
    return Optional.empty();
  }
}
