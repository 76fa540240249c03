package io.ssi.migration.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ssi.membership.NodeId;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.VersionParts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** The bytes of a line of the index of checkpoints, version 1 of the schema. */
public final class CheckpointFormat {
  private static final int SCHEMA = 1;

  private CheckpointFormat() {}

  /**
   * Writes a line.
   *
   * @param checkpoint the line
   * @return equal bytes for equal lines
   */
  public static byte[] encode(Checkpoint checkpoint) {
    CheckpointEntry.Builder entry =
        CheckpointEntry.newBuilder()
            .setSchema(SCHEMA)
            .setApplication(checkpoint.id().application())
            .setVersion(checkpoint.id().version())
            .setDescription(checkpoint.description())
            .setCreatedMs(checkpoint.created().toEpochMilli())
            .setCommand(checkpoint.command())
            .setOwnerUid(checkpoint.ownerUid())
            .setBytes(checkpoint.bytes())
            .setStoredBytes(checkpoint.storedBytes())
            .setProcesses(checkpoint.processes())
            .setFrozenUs(TimeUnit.NANOSECONDS.toMicros(checkpoint.frozen().toNanos()));
    checkpoint.parts().partOf().ifPresent(entry::setPartOf);
    checkpoint.parts().origin().ifPresent(node -> entry.setSavedOn(node.value()));
    entry.addAllParts(checkpoint.parts().others());
    checkpoint.holders().forEach(node -> entry.addHolders(node.value()));
    return entry.build().toByteArray();
  }

  /**
   * Reads a line.
   *
   * @param bytes as {@link #encode} wrote them
   * @return the line
   * @throws IllegalArgumentException if they are anything else
   */
  public static Checkpoint decode(byte[] bytes) {
    CheckpointEntry entry;
    try {
      entry = CheckpointEntry.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("Not a line of the index of checkpoints", e);
    }
    if (entry.getSchema() != SCHEMA) {
      throw new IllegalArgumentException(
          "The index of checkpoints has schema "
              + entry.getSchema()
              + ", this agent knows "
              + SCHEMA);
    }
    TreeSet<NodeId> holders = new TreeSet<>();
    entry.getHoldersList().forEach(node -> holders.add(new NodeId(node)));
    return new Checkpoint(
        new CheckpointId(entry.getApplication(), entry.getVersion()),
        entry.getDescription(),
        Instant.ofEpochMilli(entry.getCreatedMs()),
        entry.getCommand(),
        entry.getOwnerUid(),
        entry.getBytes(),
        entry.getStoredBytes(),
        entry.getProcesses(),
        Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(entry.getFrozenUs())),
        holders,
        new VersionParts(
            entry.hasPartOf() ? OptionalInt.of(entry.getPartOf()) : OptionalInt.empty(),
            entry.getPartsList(),
            entry.hasSavedOn() ? Optional.of(new NodeId(entry.getSavedOn())) : Optional.empty()));
  }
}
