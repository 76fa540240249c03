package io.ssi.pid.log;

import io.ssi.membership.Membership;
import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.Reply;
import io.ssi.pid.Application;
import io.ssi.pid.UnknownSchemaException;
import io.ssi.pid.message.LogPiece;
import io.ssi.pid.message.LogRequest;
import io.ssi.pid.wire.LogWire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds a node that has a segment and asks it: the node that the application is on now, which
 * fetched what was written elsewhere, the node that it was written on, then all others.
 */
final class SegmentSource {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final ClusterChannel channel;
  private final Membership membership;

  SegmentSource(ClusterChannel channel, Membership membership) {
    this.channel = channel;
    this.membership = membership;
  }

  /** What was found. */
  sealed interface Found {
    /** A piece. */
    record Piece(LogPiece piece) implements Found {}

    /** Nobody could give it. */
    record Nowhere(String reason) implements Found {}
  }

  /** Asks for a piece of a segment. */
  Found ask(Application application, LogRequest request) {
    NodeId written = application.stays().get(request.segment()).node();
    String reason = "no node has it";
    for (NodeId node : candidates(application, request.segment())) {
      Duration timeout = TIMEOUT.plus(request.patience());
      switch (channel.request(node, LocalLog.READ, LogWire.encode(request), timeout)) {
        case Reply.Answered(byte[] body) -> {
          LogPiece piece = read(body);
          if (piece.found()) {
            return new Found.Piece(piece);
          }
        }
        case Reply.Failed(String code, String message) -> reason = message;
        case Reply.Unreachable(boolean sent, String why) -> {
          if (node.equals(written)) {
            reason = why;
          }
        }
      }
    }
    return new Found.Nowhere(reason);
  }

  private List<NodeId> candidates(Application application, int segment) {
    Set<NodeId> order = new LinkedHashSet<>();
    boolean isNewest = segment == application.stays().size() - 1;
    order.add(application.host());
    order.add(application.stays().get(segment).node());
    if (!isNewest) {
      order.addAll(membership.view().members());
    }
    return new ArrayList<>(order);
  }

  private static LogPiece read(byte[] body) {
    try {
      return LogWire.piece(body);
    } catch (UnknownSchemaException e) {
      return LogPiece.ABSENT;
    }
  }
}
