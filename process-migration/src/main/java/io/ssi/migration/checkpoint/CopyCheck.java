package io.ssi.migration.checkpoint;

import io.ssi.membership.NodeId;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.MigrationException;
import io.ssi.migration.image.ImageCorruptException;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads this node's copies of versions and checks every page; what was altered is got from another
 * holder. Thread-safe; blocks on the disk and the other node.
 */
public final class CopyCheck {
  private static final Logger log = LoggerFactory.getLogger(CopyCheck.class);

  private final ImageRepository repository;
  private final ImageExchange exchange;

  /**
   * For one node.
   *
   * @param repository of this node
   * @param exchange with other nodes
   */
  public CopyCheck(ImageRepository repository, ImageExchange exchange) {
    this.repository = repository;
    this.exchange = exchange;
  }

  /**
   * Checks a copy.
   *
   * @param id which version
   * @return what is wrong with it; empty if nothing
   */
  public Optional<String> damage(CheckpointId id) {
    try {
      repository.verify(id);
      return Optional.empty();
    } catch (ImageCorruptException | IOException e) {
      log.error("Version {} on this node is not what it was", id, e);
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Replaces what was altered of a copy.
   *
   * @param id which version
   * @param holder a node that has it whole
   * @return what is still wrong with it; empty if nothing
   */
  public Optional<String> repair(CheckpointId id, NodeId holder) {
    try {
      repository.distrust(id);
      exchange.fetch(id, holder);
      return damage(id);
    } catch (MigrationException | IOException e) {
      log.error("Version {} could not be repaired from node {}", id, holder, e);
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
