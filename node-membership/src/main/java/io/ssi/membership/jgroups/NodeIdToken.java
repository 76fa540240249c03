package io.ssi.membership.jgroups;

import io.ssi.membership.NodeId;
import java.io.DataInput;
import java.io.DataOutput;
import java.util.Optional;
import org.jgroups.Address;
import org.jgroups.Message;
import org.jgroups.View;
import org.jgroups.auth.AuthToken;
import org.jgroups.protocols.pbcast.GMS;
import org.jspecify.annotations.Nullable;

/**
 * Lets the group's coordinator refuse an agent whose node id another member has. Public, with a
 * constructor that JGroups calls, because a token is created by its class name.
 */
public final class NodeIdToken extends AuthToken {

  /** For JGroups. */
  public NodeIdToken() {}

  @Override
  public String getName() {
    return NodeIdToken.class.getName();
  }

  @Override
  public int size() {
    return 0;
  }

  @Override
  public boolean authenticate(AuthToken token, Message message) {
    GMS membership = auth.getProtocolStack().findProtocol(GMS.class);
    View view = membership.view();
    return view == null || isFree(view, message.getSrc());
  }

  private static boolean isFree(View view, @Nullable Address joiner) {
    Optional<NodeId> wanted = joiner == null ? Optional.empty() : NodeAddress.node(joiner);
    if (wanted.isEmpty()) {
      return false;
    }
    for (Address member : view) {
      if (!member.equals(joiner) && NodeAddress.node(member).equals(wanted)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void writeTo(DataOutput out) {}

  @Override
  public void readFrom(DataInput in) {}
}
