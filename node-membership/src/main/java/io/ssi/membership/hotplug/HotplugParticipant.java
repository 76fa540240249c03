package io.ssi.membership.hotplug;

import io.ssi.membership.node.NodeRecord;
import java.util.List;

/**
 * One subsystem's part in nodes coming, going and dying. Methods may block; they are never called
 * concurrently on one participant by {@code add} and {@code remove}, but news of other nodes can
 * come at the same time from another thread.
 */
public interface HotplugParticipant {

  /**
   * Where in the order it stands; participants of one stage run in the order they were given.
   *
   * @return the stage
   */
  HotplugStage stage();

  /**
   * This node is about to go online. May be called again without {@link #leaving} in between, after
   * the group took this node for dead; an exception keeps the node present, and what had joined
   * before is told to leave again.
   */
  default void joining() {}

  /**
   * This node is being emptied.
   *
   * @param force whether what cannot be moved is to be ended
   * @return one line for each thing that stays; empty if all is gone
   */
  default List<String> leaving(boolean force) {
    return List.of();
  }

  /**
   * Another node went online.
   *
   * @param node its record
   */
  default void nodeJoined(NodeRecord node) {}

  /**
   * Another node left in good order.
   *
   * @param node its record
   */
  default void nodeLeft(NodeRecord node) {}

  /**
   * Another node's agent died; called once per death, also if the agent is back meanwhile. What may
   * be done with the node's programs depends on {@link NodeRecord#failure}.
   *
   * @param node its record, failed; the failure can be made more precise later, which is told by
   *     {@link #failureResolved}
   */
  void nodeDied(NodeRecord node);

  /**
   * It became known what exactly is gone of a node whose death was told.
   *
   * @param node its record, failed
   */
  default void failureResolved(NodeRecord node) {}
}
