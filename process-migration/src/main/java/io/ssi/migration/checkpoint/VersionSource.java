package io.ssi.migration.checkpoint;

import io.ssi.membership.NodeId;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.image.ImageCorruptException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the files of a version on this node, from whichever holder has them whole. */
final class VersionSource {
  private static final Logger log = LoggerFactory.getLogger(VersionSource.class);

  private final NodeId local;
  private final ImageRepository repository;
  private final ImageExchange exchange;
  private final CheckpointIndex index;

  VersionSource(NodeId local, Restarter.Sources sources) {
    this.local = local;
    this.repository = sources.repository();
    this.exchange = sources.exchange();
    this.index = sources.index();
  }

  /**
   * Makes the files of the version, every page checked; a copy here that was altered is replaced by
   * another holder's.
   */
  RestoredImage restore(Checkpoint line) {
    try {
      if (line.holders().contains(local)) {
        try {
          return repository.restore(line.id());
        } catch (ImageCorruptException e) {
          log.error("Version {} on this node is not what it was", line.id(), e);
          return replaced(line, e);
        }
      }
      return fetched(line);
    } catch (IOException e) {
      throw new MoveFailedException(
          Outcome.NOT_STARTED, "reading version " + line.id() + " failed: " + e.getMessage(), e);
    }
  }

  private RestoredImage replaced(Checkpoint line, ImageCorruptException found) throws IOException {
    if (line.holders().size() == 1) {
      throw found;
    }
    repository.distrust(line.id());
    return fetched(line);
  }

  private RestoredImage fetched(Checkpoint line) throws IOException {
    MigrationException last = null;
    for (NodeId holder : line.holders()) {
      if (holder.equals(local)) {
        continue;
      }
      try {
        exchange.fetch(line.id(), holder);
        index.addHolder(line, local);
        return repository.restore(line.id());
      } catch (MigrationException e) {
        log.warn("Version {} could not be got from node {}", line.id(), holder, e);
        last = e;
      }
    }
    String why = last == null ? "nobody holds it" : String.valueOf(last.getMessage());
    throw new MoveFailedException(
        Outcome.NOT_STARTED, "version " + line.id() + " could not be had from any holder: " + why);
  }
}
