package io.ssi.pid.hotplug;

import io.ssi.membership.hotplug.HotplugParticipant;
import io.ssi.membership.hotplug.HotplugStage;
import io.ssi.membership.node.NodeRecord;
import io.ssi.pid.view.ProcessView;

/**
 * The process table's part: old answers of nodes that have left, or are gone, are dropped. Those of
 * a node whose agent alone is gone are kept, since its processes run on.
 */
public final class ViewHotplug implements HotplugParticipant {
  private final ProcessView view;

  /**
   * For a table.
   *
   * @param view this agent's table
   */
  public ViewHotplug(ProcessView view) {
    this.view = view;
  }

  @Override
  public HotplugStage stage() {
    return HotplugStage.PROCESS_VIEW;
  }

  @Override
  public void nodeLeft(NodeRecord node) {
    view.forget(node.id());
  }

  @Override
  public void nodeDied(NodeRecord node) {
    failureResolved(node);
  }

  @Override
  public void failureResolved(NodeRecord node) {
    if (DirectoryNodes.isGone(node)) {
      view.forget(node.id());
    }
  }
}
