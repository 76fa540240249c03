package io.ssi.pid.view;

import io.ssi.membership.NodeId;
import io.ssi.pid.message.ProcessRow;
import io.ssi.pid.message.ProcessScope;
import io.ssi.pid.message.TableRequest;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last thing that each node told, for the time when it does not answer. Only whole answers are
 * kept, one per node and scope. Any thread.
 */
final class LastAnswers {

  /** Rows and when they were asked for, by the nanosecond clock. */
  record Kept(List<ProcessRow> rows, long nanos) {}

  /** Guarded by this. */
  private final Map<NodeId, Map<ProcessScope, Kept>> kept = new HashMap<>();

  /** Keeps an answer if it is whole. */
  synchronized void keep(NodeId node, TableRequest request, Kept answer) {
    if (request.containers().isEmpty() && request.internals()) {
      kept.computeIfAbsent(node, key -> new EnumMap<>(ProcessScope.class))
          .put(request.scope(), answer);
    }
  }

  /** The newest answer that covers a request, cut down to it. */
  synchronized Optional<Kept> find(NodeId node, TableRequest request) {
    Map<ProcessScope, Kept> known = kept.getOrDefault(node, Map.of());
    Kept all = known.get(ProcessScope.ALL);
    Kept exact = known.get(request.scope());
    Kept newest = newer(all, exact);
    return Optional.ofNullable(newest)
        .map(answer ->
            new Kept(answer.rows().stream().filter(request::wants).toList(), answer.nanos()));
  }

  /** Forgets a node. */
  synchronized void forget(NodeId node) {
    kept.remove(node);
  }

  private static @Nullable Kept newer(@Nullable Kept one, @Nullable Kept other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.nanos() - other.nanos() > 0 ? one : other;
  }
}
