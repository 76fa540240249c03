package io.ssi.memory;

import io.ssi.membership.NodeId;
import java.time.Duration;
import java.util.Optional;

/**
 * How old a node's part of a result is.
 *
 * @param node which
 * @param age at most; empty if the node is not part of the result
 * @param error why the node is not part of the result, or only with old figures; empty when it has
 *     just answered
 */
public record NodeAge(NodeId node, Optional<Duration> age, Optional<String> error) {

  /** From an answer. */
  static NodeAge of(NodeId node, NodeAnswer answer) {
    return switch (answer) {
      case NodeAnswer.Known known -> new NodeAge(node, Optional.of(known.age()), known.problem());
      case NodeAnswer.Unknown unknown ->
          new NodeAge(node, Optional.empty(), Optional.of(unknown.problem()));
    };
  }
}
