package io.ssi.migration.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.ssi.membership.NodeId;
import io.ssi.migration.VersionParts;
import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.image.ImageFile;
import io.ssi.migration.image.ImageFileName;
import io.ssi.migration.image.ImageManifest;
import io.ssi.migration.image.Sha256;
import io.ssi.migration.image.WritableFile;
import io.ssi.pid.CarriedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** The bytes of a manifest, version 1 of the schema. */
public final class ManifestFormat {
  private static final int SCHEMA = 1;

  private ManifestFormat() {}

  /**
   * Writes a manifest.
   *
   * @param manifest what to write
   * @return equal bytes for equal manifests
   */
  public static byte[] encode(ImageManifest manifest) {
    return toWire(manifest).toByteArray();
  }

  /**
   * Reads a manifest.
   *
   * @param bytes as {@link #encode} wrote them
   * @return the manifest
   * @throws ImageCorruptException if they are anything else
   */
  public static ImageManifest decode(byte[] bytes) {
    try {
      return fromWire(io.ssi.migration.wire.ImageManifest.parseFrom(bytes));
    } catch (InvalidProtocolBufferException | IllegalArgumentException | ArithmeticException e) {
      throw new ImageCorruptException("reading a manifest: it is not one: " + e.getMessage(), e);
    }
  }

  static io.ssi.migration.wire.ImageManifest toWire(ImageManifest manifest) {
    var wire =
        io.ssi.migration.wire.ImageManifest.newBuilder()
            .setSchema(SCHEMA)
            .setApplication(manifest.application())
            .setVersion(manifest.version())
            .setDescription(manifest.description())
            .setCreatedMs(manifest.created().toEpochMilli())
            .setOriginNode(manifest.originNode())
            .setApplicationRecord(ByteString.copyFrom(manifest.applicationRecord()))
            .setCommand(manifest.command())
            .setCursor(manifest.cursor())
            .setFrozenUs(TimeUnit.NANOSECONDS.toMicros(manifest.frozen().toNanos()))
            .setNeeds(ByteString.copyFrom(manifest.needs()));
    manifest.parts().partOf().ifPresent(wire::setPartOf);
    manifest.parts().origin().ifPresent(node -> wire.setSavedOn(node.value()));
    wire.addAllParts(manifest.parts().others());
    for (ImageFile file : manifest.files()) {
      wire.addFiles(
          ImageFileEntry.newBuilder()
              .setName(file.name().value())
              .setSize(file.size())
              .setSha256(ByteString.copyFrom(file.hash().bytes())));
    }
    for (CarriedProcess process : manifest.carried()) {
      wire.addCarried(
          CarriedEntry.newBuilder()
              .setPid(process.pid())
              .setStartedMs(process.startedAt().toEpochMilli())
              .setCpuNs(process.cpu().toNanos()));
    }
    for (WritableFile file : manifest.writableFiles()) {
      wire.addWritableFiles(
          WritableFileEntry.newBuilder()
              .setPath(file.path().toString())
              .setLength(file.length())
              .setModifiedNs(nanos(file.modified()))
              .setSavedAs(file.savedAs().map(ImageFileName::value).orElse("")));
    }
    return wire.build();
  }

  static ImageManifest fromWire(io.ssi.migration.wire.ImageManifest wire) {
    if (wire.getSchema() != SCHEMA) {
      throw new ImageCorruptException(
          "reading a manifest: its schema is version "
              + wire.getSchema()
              + ", this agent knows version "
              + SCHEMA
              + "; use an agent of the release that wrote it");
    }
    return new ImageManifest(
        wire.getApplication(),
        wire.getVersion(),
        wire.getDescription(),
        Instant.ofEpochMilli(wire.getCreatedMs()),
        wire.getOriginNode(),
        wire.getApplicationRecord().toByteArray(),
        wire.getCommand(),
        wire.getFilesList().stream().map(ManifestFormat::file).toList(),
        wire.getWritableFilesList().stream().map(ManifestFormat::writable).toList(),
        wire.getCarriedList().stream().map(ManifestFormat::carried).toList(),
        wire.getCursor(),
        Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(wire.getFrozenUs())),
        wire.getNeeds().toByteArray(),
        new VersionParts(
            wire.hasPartOf() ? OptionalInt.of(wire.getPartOf()) : OptionalInt.empty(),
            wire.getPartsList(),
            wire.hasSavedOn() ? Optional.of(new NodeId(wire.getSavedOn())) : Optional.empty()));
  }

  private static ImageFile file(ImageFileEntry entry) {
    return new ImageFile(
        new ImageFileName(entry.getName()),
        entry.getSize(),
        Sha256.ofBytes(entry.getSha256().toByteArray()));
  }

  private static CarriedProcess carried(CarriedEntry entry) {
    return new CarriedProcess(
        entry.getPid(),
        Instant.ofEpochMilli(entry.getStartedMs()),
        Duration.ofNanos(entry.getCpuNs()));
  }

  private static WritableFile writable(WritableFileEntry entry) {
    long nanos = entry.getModifiedNs();
    return new WritableFile(
        Path.of(entry.getPath()),
        entry.getLength(),
        Instant.ofEpochSecond(0, nanos),
        entry.getSavedAs().isEmpty()
            ? Optional.empty()
            : Optional.of(new ImageFileName(entry.getSavedAs())));
  }

  private static long nanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
  }
}
