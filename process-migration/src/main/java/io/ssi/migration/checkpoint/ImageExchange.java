package io.ssi.migration.checkpoint;

import io.ssi.membership.MembershipException;
import io.ssi.membership.NodeId;
import io.ssi.membership.stream.BulkStream;
import io.ssi.membership.stream.BulkStreams;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.MigrationException;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.image.ImageManifest;
import io.ssi.migration.store.PageStore;
import io.ssi.migration.wire.MoveStreams;
import io.ssi.migration.wire.StoreStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries versions between the repositories of two nodes: the pages that the receiver lacks, each
 * checked while it arrives. Thread-safe.
 */
public final class ImageExchange {
  private static final Logger log = LoggerFactory.getLogger(ImageExchange.class);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final BulkStreams streams;
  private final ImageRepository repository;
  private final Seal seal;
  private final LongSupplier nanoClock;

  /**
   * An exchange.
   *
   * @param streams of this node
   * @param repository of this node
   * @param seal of the cluster
   * @param nanoClock monotonic nanoseconds
   */
  public ImageExchange(
      BulkStreams streams, ImageRepository repository, Seal seal, LongSupplier nanoClock) {
    this.streams = streams;
    this.repository = repository;
    this.seal = seal;
    this.nanoClock = nanoClock;
  }

  /** Begins to serve other nodes. */
  public void serve() {
    streams.accept(MoveStreams.FETCH, this::give);
    streams.accept(MoveStreams.STORE, this::take);
  }

  /**
   * Gives a version that is here to another node.
   *
   * @param id which
   * @param holder to whom
   * @throws MoveFailedException if it does not have it whole afterwards
   */
  public void store(CheckpointId id, NodeId holder) {
    store(id, holder, stream -> stream);
  }

  /**
   * The same in the background, at a bounded rate.
   *
   * @param id which
   * @param holder to whom
   * @param bytesPerSecond the rate
   * @throws MoveFailedException if it does not have it whole afterwards
   */
  public void store(CheckpointId id, NodeId holder, long bytesPerSecond) {
    store(id, holder, out -> new PacedOutput(out, bytesPerSecond, nanoClock));
  }

  private void store(CheckpointId id, NodeId holder, UnaryOperator<OutputStream> pace) {
    try (BulkStream stream = streams.open(holder, MoveStreams.STORE, CONNECT)) {
      StoreStream.Receipt receipt = send(id, stream, pace);
      if (!receipt.failure().isEmpty()) {
        throw failed("storing version " + id + " on node " + holder, receipt.failure(), null);
      }
    } catch (IOException | MembershipException e) {
      throw failed("storing version " + id + " on node " + holder, e.getMessage(), e);
    }
  }

  /**
   * Gets a version from a holder into this node's repository.
   *
   * @param id which
   * @param holder from whom
   * @throws MoveFailedException if it could not be got
   * @throws io.ssi.migration.image.ImageCorruptException if what came is not what its manifest
   *     says; nothing of it is kept
   */
  public void fetch(CheckpointId id, NodeId holder) {
    try (BulkStream stream = streams.open(holder, MoveStreams.FETCH, CONNECT)) {
      StoreStream.ask(stream.output(), id);
      receive(stream, id);
    } catch (IOException | MembershipException e) {
      throw failed("getting version " + id + " from node " + holder, e.getMessage(), e);
    }
  }

  /** Sends what the other side lacks of a version; it says how that ended. */
  private StoreStream.Receipt send(
      CheckpointId id, BulkStream stream, UnaryOperator<OutputStream> pace) throws IOException {
    SealedManifest manifest =
        repository.find(id).orElseThrow(() -> new IOException("version " + id + " is not here"));
    StoreStream.write(stream.output(), new StoreStream.Head(manifest.bytes(), manifest.seal(), ""));
    repository.send(
        id, new DataInputStream(stream.input()), new DataOutputStream(pace.apply(stream.output())));
    return StoreStream.readReceipt(stream.input());
  }

  private void receive(BulkStream stream, CheckpointId expected) throws IOException {
    StoreStream.Head head = StoreStream.readHead(stream.input());
    if (!head.refusal().isEmpty()) {
      throw new IOException(head.refusal());
    }
    SealedManifest sealed = new SealedManifest(head.manifest(), head.seal());
    ImageManifest manifest = sealed.open(seal, "of version " + expected);
    CheckpointId id = new CheckpointId(manifest.application(), manifest.version());
    if (!id.equals(expected)) {
      throw new IOException("version " + id + " came in place of version " + expected);
    }
    keep(sealed, manifest, stream);
    end(stream, new StoreStream.Receipt("", manifest.bytes()));
  }

  private void keep(SealedManifest sealed, ImageManifest manifest, BulkStream stream)
      throws IOException {
    CheckpointId id = new CheckpointId(manifest.application(), manifest.version());
    try (NewVersion version = repository.begin(id)) {
      version.receive(
          manifest.files(),
          new DataInputStream(stream.input()),
          new DataOutputStream(stream.output()));
      version.complete(sealed);
    }
  }

  private static void end(BulkStream stream, StoreStream.Receipt receipt) throws IOException {
    PageStore.end(new DataOutputStream(stream.output()));
    StoreStream.write(stream.output(), receipt);
    stream.output().close();
  }

  private void give(BulkStream stream) {
    try {
      CheckpointId id = StoreStream.readAsk(stream.input());
      StoreStream.Receipt receipt;
      try {
        receipt = send(id, stream, out -> out);
      } catch (MigrationException e) {
        StoreStream.write(
            stream.output(),
            new StoreStream.Head(new byte[0], new byte[0], String.valueOf(e.getMessage())));
        throw new IOException(e.getMessage(), e);
      }
      if (!receipt.failure().isEmpty()) {
        log.warn("Node {} did not keep version {}: {}", stream.peer(), id, receipt.failure());
      }
      stream.output().close();
    } catch (IOException e) {
      log.warn("A version could not be given to node {}", stream.peer(), e);
    }
  }

  private void take(BulkStream stream) {
    try {
      StoreStream.Receipt receipt;
      try {
        StoreStream.Head head = StoreStream.readHead(stream.input());
        SealedManifest sealed = new SealedManifest(head.manifest(), head.seal());
        ImageManifest manifest = sealed.open(seal, "from node " + stream.peer());
        repository.forget(new CheckpointId(manifest.application(), manifest.version()));
        keep(sealed, manifest, stream);
        receipt = new StoreStream.Receipt("", manifest.bytes());
      } catch (MigrationException | IOException e) {
        receipt = new StoreStream.Receipt(String.valueOf(e.getMessage()), 0);
      }
      end(stream, receipt);
    } catch (IOException e) {
      log.warn("Node {} was not told what became of its version", stream.peer(), e);
    }
  }

  private static MoveFailedException failed(
      String attempt, @Nullable String why, @Nullable Throwable cause) {
    String message = attempt + " failed: " + why;
    return cause == null
        ? new MoveFailedException(Outcome.ROLLED_BACK, message)
        : new MoveFailedException(Outcome.ROLLED_BACK, message, cause);
  }
}
