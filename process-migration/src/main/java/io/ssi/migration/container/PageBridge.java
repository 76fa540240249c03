package io.ssi.migration.container;

import io.ssi.linux.syscall.BulkSocket;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.SocketType;
import io.ssi.linux.syscall.UnixSocket;
import io.ssi.membership.stream.BulkStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins CRIU's page protocol on this node with a stream to another: CRIU gets one end of a socket
 * pair, what it says goes to the stream and back. Two platform threads, one per direction, because
 * reading the socket blocks in a system call. Memory: one buffer per direction.
 */
public final class PageBridge implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PageBridge.class);
  private static final int BUFFER_BYTES = 1 << 18;

  private final UnixSocket.Pair pair = UnixSocket.pair(SocketType.STREAM);
  private final BulkStream stream;
  private final Thread toStream;
  private final Thread fromStream;

  /**
   * Joins; begins at once.
   *
   * @param stream to the other node; closed with the bridge
   * @param threads makes platform threads
   */
  public PageBridge(BulkStream stream, ThreadFactory threads) {
    this.stream = stream;
    this.toStream = threads.newThread(this::pumpToStream);
    this.fromStream = threads.newThread(this::pumpFromStream);
    toStream.start();
    fromStream.start();
  }

  /**
   * CRIU's end.
   *
   * @return owned by the bridge
   */
  public Descriptor criuSide() {
    return pair.second().descriptor();
  }

  /** Closes this process's copy of CRIU's end, once CRIU has its own. */
  public void handedOver() {
    pair.second().close();
  }

  private void pumpToStream() {
    try (OutputStream out = stream.output();
        BulkSocket socket = new BulkSocket(pair.first(), BUFFER_BYTES)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = socket.read(buffer); n > 0; n = socket.read(buffer)) {
        out.write(buffer, 0, n);
        // The other side answers some of what is said, so nothing may wait here for more.
        if (n < buffer.length) {
          out.flush();
        }
      }
    } catch (IOException | RuntimeException e) {
      log.debug("Pages to node {} end early", stream.peer(), e);
    }
  }

  private void pumpFromStream() {
    try (BulkSocket socket = new BulkSocket(pair.first(), BUFFER_BYTES)) {
      stream.input().transferTo(new SocketOutput(socket));
      pair.first().shutdownOutput();
    } catch (IOException | RuntimeException e) {
      log.debug("Pages from node {} end early", stream.peer(), e);
      // Whoever reads at CRIU's end must not wait for what will never come.
      pair.first().shutdown();
    }
  }

  /** Ends both directions and waits for the threads. Idempotent. */
  @Override
  public void close() {
    pair.second().close();
    stream.close();
    try {
      pair.first().shutdown();
    } catch (RuntimeException e) {
      log.debug("The bridge was closed already", e);
    }
    join(toStream);
    join(fromStream);
    pair.first().close();
  }

  /** What is written goes to the socket at once. */
  private static final class SocketOutput extends OutputStream {
    private final BulkSocket socket;

    SocketOutput(BulkSocket socket) {
      this.socket = socket;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      socket.write(bytes, offset, length);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
