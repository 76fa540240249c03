package io.ssi.memory;

import java.time.Duration;
import java.util.Optional;

/** What is known of one node's figures. */
public sealed interface NodeAnswer {

  /**
   * Figures are known.
   *
   * @param figures the newest that arrived
   * @param age how old they are at most, by this node's clock
   * @param problem why there are no newer ones; empty when the node has just answered
   */
  record Known(NodeFigures figures, Duration age, Optional<String> problem) implements NodeAnswer {}

  /**
   * The node has not answered, and never did.
   *
   * @param problem why
   */
  record Unknown(String problem) implements NodeAnswer {}
}
