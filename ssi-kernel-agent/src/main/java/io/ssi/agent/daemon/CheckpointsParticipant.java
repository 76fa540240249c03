package io.ssi.agent.daemon;

import io.ssi.membership.hotplug.HotplugParticipant;
import io.ssi.membership.hotplug.HotplugStage;
import io.ssi.membership.node.NodeRecord;
import io.ssi.migration.checkpoint.RepositoryIndexing;

/** The versions that this node holds are in the index while it takes part. */
record CheckpointsParticipant(RepositoryIndexing indexing) implements HotplugParticipant {

  @Override
  public HotplugStage stage() {
    return HotplugStage.CHECKPOINTS;
  }

  @Override
  public void joining() {
    indexing.index();
  }

  @Override
  public void nodeDied(NodeRecord node) {
    // Its disk may come back with it; until then the other holder serves.
  }
}
