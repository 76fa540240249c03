package io.ssi.membership.jgroups;

import io.ssi.membership.OncePerSubject;
import org.jgroups.BytesMessage;
import org.jgroups.Message;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.stack.Protocol;
import org.jgroups.util.ByteArray;
import org.jgroups.util.MessageBatch;
import org.jgroups.util.Util;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals every message whole, headers included, right above the transport, so that discovery,
 * failure detection and merging are protected too. What cannot be opened is dropped and told once
 * per sender's physical address. JGroups' own SYM_ENCRYPT neither authenticates headers and empty
 * messages nor works with GCM.
 */
final class SealProtocol extends Protocol {
  private static final short PROTOCOL_ID = 1101;
  private static final Logger LOG = LoggerFactory.getLogger(SealProtocol.class);

  static {
    ClassConfigurator.addProtocol(PROTOCOL_ID, SealProtocol.class);
  }

  private final MessageSeal seal;
  private final OncePerSubject refusals = new OncePerSubject();

  SealProtocol(MessageSeal seal) {
    this.seal = seal;
  }

  @Override
  public @Nullable Object down(Message message) {
    if (message.getSrc() == null) {
      message.setSrc(local_addr);
    }
    try {
      ByteArray plain = Util.messageToBuffer(message);
      byte[] sealed = seal.seal(plain.getArray(), plain.getOffset(), plain.getLength());
      Message outer =
          new BytesMessage(message.getDest(), sealed)
              .setSrc(message.getSrc())
              .setFlag(message.getFlags(false), false)
              .setFlag(message.getFlags(true), true);
      return down_prot.down(outer);
    } catch (Exception e) {
      throw new IllegalStateException("Cannot write a group message to " + message.getDest(), e);
    }
  }

  @Override
  public @Nullable Object up(Message message) {
    Message inner = open(message);
    return inner == null ? null : up_prot.up(inner);
  }

  @Override
  public void up(MessageBatch batch) {
    MessageBatch opened =
        new MessageBatch(
            batch.dest(),
            batch.sender(),
            batch.clusterName(),
            batch.multicast(),
            batch.mode(),
            batch.size());
    for (Message message : batch) {
      Message inner = open(message);
      if (inner != null) {
        opened.add(inner);
      }
    }
    if (!opened.isEmpty()) {
      up_prot.up(opened);
    }
  }

  private @Nullable Message open(Message message) {
    String sender = String.valueOf(message.getSrc());
    if (!message.hasArray()) {
      refused(sender, "it is not sealed");
      return null;
    }
    byte[] plain = seal.open(message.getArray(), message.getOffset(), message.getLength());
    if (plain == null) {
      refused(sender, "it has another cluster key or name, or sends old messages again");
      return null;
    }
    try {
      Message inner = Util.messageFromBuffer(plain, 0, plain.length);
      if (inner.getDest() == null) {
        inner.setDest(message.getDest());
      }
      return inner;
    } catch (Exception e) {
      refused(sender, "its message cannot be read: " + e);
      return null;
    }
  }

  private void refused(String sender, String reason) {
    if (refusals.first(sender)) {

      LOG.warn("Group messages of {} are refused: {}", sender, reason);
    }
  }
}
