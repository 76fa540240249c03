package io.ssi.pid.foreground;

import io.ssi.pid.foreground.OutputPump.MessageSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what went to the log while nobody had a program, and waits until it was taken. Runs on one
 * thread; the other methods may be called from any.
 */
final class LogReplay {
  private static final Logger LOG = LoggerFactory.getLogger(LogReplay.class);

  private final Path log;
  private final long from;
  private final MessageSink sink;
  private final Allowance room = new Allowance(0);
  // All guarded by this.
  private long sent;
  private long taken;
  private boolean isOver;

  /** From an offset to the end that the log has by then. */
  LogReplay(Path log, long from, MessageSink sink) {
    this.log = log;
    this.from = from;
    this.sink = sink;
  }

  /** None: whoever is told was told the log up to an offset, and the rest since. */
  static LogReplay none(Path log, long from) {
    LogReplay none = new LogReplay(log, from, message -> {});
    none.isOver = true;
    return none;
  }

  /** Whether all was taken. */
  synchronized boolean isOver() {
    return isOver;
  }

  /** How much of it was sent. */
  synchronized long sent() {
    return sent;
  }

  /** Up to where the log was taken. */
  synchronized long taken() {
    return from + taken;
  }

  /** The receiver has taken some; gives how many bytes of it were none of these. */
  int allow(int bytes) throws IOException {
    int own;
    synchronized (this) {
      own = (int) Math.min(bytes, sent - taken);
      taken += own;
    }
    room.add(own);
    return bytes - own;
  }

  /** Ends it. */
  void stop() {
    room.close();
  }

  /** Blocks until all was taken; false if it was ended before. */
  boolean run() throws IOException {
    boolean over = isOver() || replay();
    synchronized (this) {
      isOver = over;
    }
    return over;
  }

  private boolean replay() throws IOException {
    try (FileChannel file = open()) {
      file.position(from);
      ByteBuffer buffer = ByteBuffer.allocate(RunMessage.MOST_DATA);
      for (int most = room.await(); most > 0; most = room.await()) {
        if (file.read(buffer.clear().limit(Math.min(most, buffer.capacity()))) < 0) {
          return room.awaitAll();
        }
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        send(bytes);
      }
      return false;
    } catch (NoSuchFileException e) {
      LOG.debug("{}: nothing was written there", log, e);
      return true;
    }
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(log, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  private void send(byte[] bytes) throws IOException {
    room.take(bytes.length);
    synchronized (this) {
      sent += bytes.length;
    }
    sink.send(new RunMessage.Data(RunStream.OUTPUT, bytes));
  }
}
