package io.ssi.migration.fire;

import io.ssi.membership.NodeId;
import io.ssi.membership.stream.BulkStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The stream for pages: carries who they belong to; the pages go with the world. */
final class PageStreams {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int INTRODUCTION = 12;
  private static final long A_MOMENT_NANOS = 20_000;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread server;

  BulkStream open(Consumer<BulkStream> acceptor, Life target) {
    BulkStream far = end(1);
    server = target.thread(() -> acceptor.accept(far));
    return end(2);
  }

  private BulkStream end(int peer) {
    return new LinkEnd(
        new NodeId(peer),
        new InputStream() {
          private int at;

          @Override
          public int read() throws IOException {
            if (peer == 1 && at < INTRODUCTION) {
              return said.toByteArray()[at++] & 0xff;
            }
            try {
              closed.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            throw new EOFException("the other side broke off");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            bytes[offset] = (byte) read();
            return 1;
          }
        },
        new OutputStream() {
          @Override
          public void write(int b) {
            if (peer == 2) {
              said.write(b);
            }
          }
        },
        closed::countDown);
  }

  /** Once it was said whose pages come, the server does what it does, until it only waits. */
  void settleDown() {
    Thread thread = server;
    if (thread == null || said.size() < INTRODUCTION || closed.getCount() == 0) {
      return;
    }
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TERMINATED) {
      // It needs a processor to get there.
      LockSupport.parkNanos(A_MOMENT_NANOS);
    }
  }

  void close() {
    closed.countDown();
  }

  void await() {
    Thread thread = server;
    try {
      if (thread != null
          && thread.getState() != Thread.State.NEW
          && !Thread.currentThread().equals(thread)
          && !thread.join(PATIENCE)) {
        throw new AssertionError("the pages never end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
