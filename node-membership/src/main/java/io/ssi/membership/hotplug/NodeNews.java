package io.ssi.membership.hotplug;

import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.membership.node.FailureKind;
import io.ssi.membership.node.NodeRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the participants what became of the other nodes, from one state of their records to the
 * next. Deaths are counted in the record, so that one is told even if the agent was back before
 * anybody looked. For the hotplug thread alone.
 */
final class NodeNews {
  private static final Logger LOG = LoggerFactory.getLogger(NodeNews.class);

  private final NodeId local;
  private final List<HotplugParticipant> participants;
  private final Map<NodeId, NodeRecord> known = new HashMap<>();

  NodeNews(NodeId local, List<HotplugParticipant> participants) {
    this.local = local;
    this.participants = participants;
  }

  /** What is there when this agent joins; deaths before that are not its business. */
  void begin(List<NodeRecord> records) {
    for (NodeRecord record : records) {
      known.put(record.id(), record);
      if (!record.id().equals(local) && record.isOnline()) {
        tell(record, HotplugParticipant::nodeJoined);
      }
    }
  }

  void changed(NodeRecord record) {
    NodeRecord before = known.put(record.id(), record);
    if (record.id().equals(local)) {
      return;
    }
    int deathsBefore = before == null ? 0 : before.deaths();
    boolean wasOnline = before != null && takesPart(before);
    if (record.deaths() > deathsBefore) {
      tell(asFailed(record), HotplugParticipant::nodeDied);
      wasOnline = false;
    } else if (resolved(before, record)) {
      tell(record, HotplugParticipant::failureResolved);
    }
    if (record.isOnline() && !wasOnline) {
      tell(record, HotplugParticipant::nodeJoined);
    } else if (wasOnline && !takesPart(record)) {
      tell(record, HotplugParticipant::nodeLeft);
    }
  }

  private static boolean takesPart(NodeRecord record) {
    return switch (record.state()) {
      case ONLINE, DRAINING, SUSPECT -> true;
      case POSSIBLE, PRESENT, FAILED -> false;
    };
  }

  private static boolean resolved(@Nullable NodeRecord before, NodeRecord now) {
    return before != null
        && before.state() == NodeState.FAILED
        && now.state() == NodeState.FAILED
        && !before.failure().equals(now.failure());
  }

  private static NodeRecord asFailed(NodeRecord record) {
    if (record.state() == NodeState.FAILED) {
      return record;
    }
    return new NodeRecord(
        record.id(),
        record.name(),
        record.address(),
        NodeState.FAILED,
        Optional.of(FailureKind.AGENT_GONE),
        "its agent died and is back",
        record.since(),
        record.wasOnline(),
        record.deaths(),
        record.facts());
  }

  private void tell(NodeRecord record, BiConsumer<HotplugParticipant, NodeRecord> message) {
    for (HotplugParticipant participant : participants) {
      try {
        message.accept(participant, record);
      } catch (RuntimeException e) {
        LOG.error("Node {}: stage {} failed on its change", record.name(), participant.stage(), e);
      }
    }
  }
}
