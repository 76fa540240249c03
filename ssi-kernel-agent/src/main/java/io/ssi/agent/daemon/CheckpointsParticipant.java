package io.ssi.agent.daemon;

import io.ssi.membership.NodeId;
import io.ssi.membership.hotplug.HotplugParticipant;
import io.ssi.membership.hotplug.HotplugStage;
import io.ssi.membership.node.NodeRecord;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.checkpoint.ImageRepository;
import io.ssi.migration.checkpoint.RepositoryIndexing;

/** The versions that this node holds are in the index while it takes part. */
record CheckpointsParticipant(NodeId local, ImageRepository repository, CheckpointIndex index)
    implements HotplugParticipant {

  @Override
  public HotplugStage stage() {
    return HotplugStage.CHECKPOINTS;
  }

  @Override
  public void joining() {
    RepositoryIndexing.index(repository, index, local);
  }

  @Override
  public void nodeDied(NodeRecord node) {
    // Its disk may come back with it; until then the other holder serves.
  }
}
