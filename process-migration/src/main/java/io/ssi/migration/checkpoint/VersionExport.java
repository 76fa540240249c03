package io.ssi.migration.checkpoint;

import io.ssi.membership.NodeId;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.RefusedException;
import io.ssi.migration.VersionParts;
import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.image.ImageManifest;
import io.ssi.migration.store.EverythingWanted;
import io.ssi.migration.wire.ExportStream;
import io.ssi.pid.Caller;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Writes versions as one file each. Thread-safe; blocks on the disk, and on another holder if this
 * node has not the version: then it gets it first.
 */
public final class VersionExport {
  private static final int BUFFER_BYTES = 1 << 17;

  private final NodeId local;
  private final ImageRepository repository;
  private final ImageExchange exchange;
  private final CheckpointIndex index;

  /**
   * For one node.
   *
   * @param local this node
   * @param sources where versions are
   */
  public VersionExport(NodeId local, Restarter.Sources sources) {
    this.local = local;
    this.repository = sources.repository();
    this.exchange = sources.exchange();
    this.index = sources.index();
  }

  /**
   * Writes one.
   *
   * @param application whose
   * @param version which; empty for the newest
   * @param uid who orders it
   * @param out gets it; stays open
   * @return the version
   * @throws RefusedException if there is none, or it is not theirs; nothing was written
   * @throws MigrationException if it cannot be read, or be written to the end
   */
  public Checkpoint write(int application, Optional<Integer> version, int uid, OutputStream out) {
    Checkpoint line = index.find(application, version);
    if (!new Caller(uid).mayActOn(line.ownerUid())) {
      throw new RefusedException(
          "cannot export version "
              + line.id()
              + ": Operation not permitted (EPERM); it belongs to user "
              + line.ownerUid()
              + "; ask them, or root");
    }
    if (!line.parts().equals(VersionParts.NONE)) {
      throw new RefusedException(
          "cannot export version " + line.id() + ": it is of an application of several containers");
    }
    try {
      have(line);
      write(line.id(), out);
      return line;
    } catch (IOException e) {
      throw new MoveFailedException(
          Outcome.ROLLED_BACK, "exporting version " + line.id() + " failed: " + e.getMessage(), e);
    }
  }

  /** Sees to it that the version is here, and whole, before a byte is written. */
  private void have(Checkpoint line) throws IOException {
    if (line.holders().contains(local)) {
      try {
        repository.verify(line.id());
        return;
      } catch (ImageCorruptException e) {
        if (line.holders().size() == 1) {
          throw e;
        }
        repository.distrust(line.id());
      }
    }
    MigrationException last = null;
    for (NodeId holder : line.holders()) {
      if (!holder.equals(local)) {
        try {
          exchange.fetch(line.id(), holder);
          index.addHolder(line, local);
          return;
        } catch (MigrationException e) {
          last = e;
        }
      }
    }
    throw last == null ? new ImageCorruptException("nobody holds version " + line.id()) : last;
  }

  private void write(CheckpointId id, OutputStream out) throws IOException {
    SealedManifest sealed =
        repository.find(id).orElseThrow(() -> new IOException("it is not here any more"));
    ImageManifest manifest = repository.manifest(id);
    DataOutputStream file = new DataOutputStream(new BufferedOutputStream(out, BUFFER_BYTES));
    ExportStream.write(file, new ExportStream.Head(sealed.bytes(), sealed.seal()));
    repository.send(id, new DataInputStream(new EverythingWanted(manifest.files())), file);
    ExportStream.end(file);
  }
}
