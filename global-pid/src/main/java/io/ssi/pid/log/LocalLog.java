package io.ssi.pid.log;

import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.MessageType;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.message.LogPiece;
import io.ssi.pid.message.LogRequest;
import io.ssi.pid.wire.LogWire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Answers requests for pieces of the logs that this node has. Any thread. */
public final class LocalLog {

  /** The message that asks for a piece of a log. */
  public static final MessageType READ = new MessageType("pid.log-read");

  /** The longest that a request may wait for something to be written. */
  static final Duration MAX_PATIENCE = Duration.ofSeconds(5);

  private static final long POLL_MILLIS = 50;

  private final ApplicationFiles files;
  private final Predicate<ContainerNumber> isWritten;
  private final LongSupplier nanoClock;

  /**
   * Over this node's files.
   *
   * @param files the files
   * @param isWritten whether a container is here, so that its program may write more
   * @param nanoClock nanoseconds of a clock that never goes back
   */
  public LocalLog(
      ApplicationFiles files, Predicate<ContainerNumber> isWritten, LongSupplier nanoClock) {
    this.files = files;
    this.isWritten = isWritten;
    this.nanoClock = nanoClock;
  }

  /**
   * Answers other agents' requests. Called once, before the agent joins.
   *
   * @param channel where requests come in
   */
  public void serve(ClusterChannel channel) {
    channel.handle(READ, (from, body) -> LogWire.encode(read(LogWire.request(body))));
  }

  /**
   * Reads a piece; waits for its first byte as long as the request says.
   *
   * @param request which piece
   * @return the piece; without data when the time was over or the end was reached
   * @throws LogFileException if the file cannot be read
   */
  public LogPiece read(LogRequest request) {
    Duration patience =
        request.patience().compareTo(MAX_PATIENCE) > 0 ? MAX_PATIENCE : request.patience();
    long began = nanoClock.getAsLong();
    while (true) {
      LogPiece piece = readNow(request);
      boolean isOver = nanoClock.getAsLong() - began >= patience.toNanos();
      if (!piece.found() || piece.data().length > 0 || piece.isFinal() || isOver) {
        return piece;
      }
      if (!pause()) {
        return piece;
      }
    }
  }

  private LogPiece readNow(LogRequest request) {
    ContainerNumber number = request.application().firstContainer();
    // Asked before the file is read: what is written until then is in the file.
    boolean mayGrow = isWritten.test(number);
    Optional<Segment> segment = files.find(number, request.segment());
    if (segment.isEmpty()) {
      return LogPiece.ABSENT;
    }
    try (FileChannel file = FileChannel.open(segment.get().file())) {
      long size = file.size();
      ByteBuffer buffer =
          ByteBuffer.allocate(
              (int) Math.max(0, Math.min(request.maxBytes(), size - request.offset())));
      long at = request.offset();
      while (buffer.hasRemaining()) {
        int count = file.read(buffer, at);
        if (count < 0) {
          break;
        }
        at += count;
      }
      byte[] data = new byte[buffer.flip().remaining()];
      buffer.get(data);
      return new LogPiece(true, data, segment.get().isFinished() || !mayGrow, size);
    } catch (NoSuchFileException e) {
      // It was finished, and so renamed, between finding and opening it.
      return new LogPiece(true, new byte[0], false, 0);
    } catch (IOException e) {
      throw new LogFileException("Reading " + segment.get().file() + " failed", e);
    }
  }

  private static boolean pause() {
    try {
      return !new CountDownLatch(1).await(POLL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
