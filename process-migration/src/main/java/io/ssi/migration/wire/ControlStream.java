package io.ssi.migration.wire;

import com.google.protobuf.ByteString;
import io.ssi.linux.container.StreamName;
import io.ssi.migration.image.ImageManifest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The conversation of a migration: the source asks one thing at a time, the target answers each.
 * Reading blocks; an end in the middle of the conversation is an {@link EOFException}.
 */
public final class ControlStream {

  /** What the source asks of the target. */
  public sealed interface Ask {}

  /**
   * Make ready.
   *
   * @param applicationRecord the application in the registry's own format
   * @param attempt number of the attempt, as recorded
   * @param estimatedBytes how much memory its processes have
   * @param streams those whose far ends its keeper holds
   */
  public record ReserveAsk(
      byte[] applicationRecord, long attempt, long estimatedBytes, Set<StreamName> streams)
      implements Ask {

    /** Takes a copy of the set. */
    public ReserveAsk {
      streams = Set.copyOf(streams);
    }
  }

  /**
   * Take the files; their content follows on the stream.
   *
   * @param manifest what belongs to the image
   */
  public record TransferAsk(ImageManifest manifest) implements Ask {}

  /**
   * Build the processes and hold them.
   *
   * @param tcpClose whether established connections are to be closed
   */
  public record HoldAsk(boolean tcpClose) implements Ask {}

  /** Let them run. */
  public record ReleaseAsk() implements Ask {}

  /** Throw them away. */
  public record AbandonAsk() implements Ask {}

  /** What the target answers. */
  public sealed interface Answer {}

  /**
   * It is done.
   *
   * @param bytes size of what has come, where that means something
   */
  public record DoneAnswer(long bytes) implements Answer {}

  /**
   * It could not be done.
   *
   * @param message for people
   */
  public record FailedAnswer(String message) implements Answer {}

  private ControlStream() {}

  /**
   * Asks; flushes.
   *
   * @param out to the target
   * @param ask what
   * @throws IOException if the stream is broken
   */
  public static void write(OutputStream out, Ask ask) throws IOException {
    SourceMessage.Builder message = SourceMessage.newBuilder();
    switch (ask) {
      case ReserveAsk reserve ->
          message.setReserve(
              Reserve.newBuilder()
                  .setApplicationRecord(ByteString.copyFrom(reserve.applicationRecord()))
                  .setAttempt(reserve.attempt())
                  .setEstimatedBytes(reserve.estimatedBytes())
                  .addAllStreams(reserve.streams().stream().map(StreamName::name).toList()));
      case TransferAsk transfer ->
          message.setTransfer(
              Transfer.newBuilder().setManifest(ManifestFormat.toWire(transfer.manifest())));
      case HoldAsk hold -> message.setHold(Hold.newBuilder().setTcpClose(hold.tcpClose()));
      case ReleaseAsk _ -> message.setRelease(Release.getDefaultInstance());
      case AbandonAsk _ -> message.setAbandon(Abandon.getDefaultInstance());
    }
    message.build().writeDelimitedTo(out);
    out.flush();
  }

  /**
   * Waits for what the source asks next.
   *
   * @param in from the source
   * @return what it asks
   * @throws IOException if the stream is broken or says something that is no question
   */
  public static Ask readAsk(InputStream in) throws IOException {
    SourceMessage message = SourceMessage.parseDelimitedFrom(in);
    if (message == null) {
      throw new EOFException("the other side ended the conversation");
    }
    return switch (message.getSayCase()) {
      case RESERVE ->
          new ReserveAsk(
              message.getReserve().getApplicationRecord().toByteArray(),
              message.getReserve().getAttempt(),
              message.getReserve().getEstimatedBytes(),
              streams(message.getReserve()));
      case TRANSFER ->
          new TransferAsk(ManifestFormat.fromWire(message.getTransfer().getManifest()));
      case HOLD -> new HoldAsk(message.getHold().getTcpClose());
      case RELEASE -> new ReleaseAsk();
      case ABANDON -> new AbandonAsk();
      case SAY_NOT_SET -> throw new IOException("the other side asked something unknown");
    };
  }

  private static Set<StreamName> streams(Reserve reserve) throws IOException {
    try {
      return reserve.getStreamsList().stream()
          .map(StreamName::valueOf)
          .collect(Collectors.toUnmodifiableSet());
    } catch (IllegalArgumentException e) {
      throw new IOException("the other side named a stream that is none", e);
    }
  }

  /**
   * Answers; flushes.
   *
   * @param out to the source
   * @param answer what
   * @throws IOException if the stream is broken
   */
  public static void write(OutputStream out, Answer answer) throws IOException {
    TargetMessage.Builder message = TargetMessage.newBuilder();
    switch (answer) {
      case DoneAnswer done -> message.setDone(Done.newBuilder().setBytes(done.bytes()));
      case FailedAnswer failed ->
          message.setFailed(Failed.newBuilder().setMessage(failed.message()));
    }
    message.build().writeDelimitedTo(out);
    out.flush();
  }

  /**
   * Waits for the answer.
   *
   * @param in from the target
   * @return its answer
   * @throws IOException if the stream is broken or says something that is no answer
   */
  public static Answer readAnswer(InputStream in) throws IOException {
    TargetMessage message = TargetMessage.parseDelimitedFrom(in);
    if (message == null) {
      throw new EOFException("the other side ended the conversation");
    }
    return switch (message.getSayCase()) {
      case DONE -> new DoneAnswer(message.getDone().getBytes());
      case FAILED -> new FailedAnswer(message.getFailed().getMessage());
      case SAY_NOT_SET -> throw new IOException("the other side answered something unknown");
    };
  }
}
