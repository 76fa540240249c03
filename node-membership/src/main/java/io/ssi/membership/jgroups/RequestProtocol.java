package io.ssi.membership.jgroups;

import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.Event;
import org.jgroups.MergeView;
import org.jgroups.Message;
import org.jgroups.Message.Flag;
import org.jgroups.View;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.stack.Protocol;
import org.jgroups.util.MessageBatch;
import org.jspecify.annotations.Nullable;

/**
 * The top of the stack: takes out what belongs to our requests and hands everything else to the
 * owner of the channel, the maps. Works from the first moment of a join, which a fork channel does
 * not. Views are seen here first.
 */
final class RequestProtocol extends Protocol {
  private static final short PROTOCOL_ID = 1102;

  static {
    ClassConfigurator.addProtocol(PROTOCOL_ID, RequestProtocol.class);
    RequestHeader.register();
  }

  /** Gets what arrives; must not block. */
  interface Receiver {
    void received(Address from, RequestHeader header, byte[] body);

    void viewInstalled(View view, boolean merge);
  }

  private final Receiver receiver;

  RequestProtocol(Receiver receiver) {
    this.receiver = receiver;
  }

  /** Sends one message of ours, unordered and reliably. */
  void send(Address to, RequestHeader header, byte[] body) {
    Message message = new BytesMessage(to, body).setFlag(Flag.OOB).putHeader(PROTOCOL_ID, header);
    down_prot.down(message);
  }

  @Override
  public @Nullable Object up(Event event) {
    if (event.getType() == Event.VIEW_CHANGE) {
      View view = event.getArg();
      receiver.viewInstalled(view, view instanceof MergeView);
    }
    return up_prot.up(event);
  }

  @Override
  public @Nullable Object up(Message message) {
    return take(message) ? null : up_prot.up(message);
  }

  @Override
  public void up(MessageBatch batch) {
    batch.removeIf(this::take, true);
    if (!batch.isEmpty()) {
      up_prot.up(batch);
    }
  }

  private boolean take(Message message) {
    RequestHeader header = message.getHeader(PROTOCOL_ID);
    if (header == null) {
      return false;
    }
    byte[] body = new byte[message.getLength()];
    if (body.length > 0) {
      System.arraycopy(message.getArray(), message.getOffset(), body, 0, body.length);
    }
    receiver.received(message.getSrc(), header, body);
    return true;
  }
}
