package io.ssi.migration.checkpoint;

import io.ssi.membership.NodeId;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.TakenImage;
import io.ssi.migration.image.ImageManifest;
import java.util.List;
import java.util.TreeSet;

/** Makes the line of the index that a manifest stands for. */
final class CheckpointLines {

  private CheckpointLines() {}

  static Checkpoint of(ImageManifest manifest, int ownerUid, long storedBytes, NodeId holder) {
    long processes =
        manifest.carried().stream().filter(each -> each.pid() != TakenImage.REAPER).count();
    return new Checkpoint(
        new CheckpointId(manifest.application(), manifest.version()),
        manifest.description(),
        manifest.created(),
        manifest.command(),
        ownerUid,
        manifest.bytes(),
        storedBytes,
        (int) processes,
        manifest.frozen(),
        new TreeSet<>(List.of(holder)),
        manifest.parts());
  }
}
