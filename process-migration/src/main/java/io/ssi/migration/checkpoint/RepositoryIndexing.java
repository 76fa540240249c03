package io.ssi.migration.checkpoint;

import io.ssi.membership.NodeId;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.image.ImageManifest;
import io.ssi.pid.wire.ApplicationWire;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the versions that a node holds into the shared index; the manifests on its disk are the
 * truth.
 */
public final class RepositoryIndexing {
  private static final Logger log = LoggerFactory.getLogger(RepositoryIndexing.class);

  private RepositoryIndexing() {}

  /**
   * Indexes what is here, and removes what was left half done. Blocks on the disk and the map; may
   * be repeated. A version that cannot be read is left out and logged.
   *
   * @param repository of this node
   * @param index of the cluster
   * @param local this node
   */
  public static void index(ImageRepository repository, CheckpointIndex index, NodeId local) {
    try {
      repository.tidy();
      for (CheckpointId id : repository.list()) {
        index(repository, index, local, id);
      }
    } catch (IOException e) {
      log.error("The versions that this node holds cannot be listed", e);
    }
  }

  private static void index(
      ImageRepository repository, CheckpointIndex index, NodeId local, CheckpointId id)
      throws IOException {
    try {
      ImageManifest manifest = repository.manifest(id);
      int owner = ApplicationWire.decode(manifest.applicationRecord()).owner().uid();
      Checkpoint line = CheckpointLines.of(manifest, owner, repository.storedBytes(id), local);
      index.addHolder(line, local);
    } catch (ImageCorruptException e) {
      log.error("Version {} on this node cannot be used", id, e);
    }
  }
}
