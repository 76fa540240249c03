package io.ssi.agent.control;

import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.ReceivedMessage;
import io.ssi.linux.syscall.UnixSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Cuts what a client sends into frames, and keeps the descriptors that come with it. For one
 * thread; memory is bounded by the largest frame of the expected type.
 */
final class FrameReader implements AutoCloseable {
  private static final int CHUNK = 1 << 16;
  private static final int MOST_DESCRIPTORS = 3;
  private static final Duration FOREVER = Duration.ofDays(10_000);

  private final UnixSocket socket;
  private final LongSupplier nanoClock;
  private final List<Descriptor> descriptors = new ArrayList<>();
  // Received and not yet cut, from 0 to its position.
  private ByteBuffer pending = ByteBuffer.allocate(CHUNK);

  FrameReader(UnixSocket socket, LongSupplier nanoClock) {
    this.socket = socket;
    this.nanoClock = nanoClock;
  }

  /**
   * The next frame, waiting for it without end.
   *
   * @return empty when the client is gone
   */
  Optional<Frame> next() {
    return next(FOREVER);
  }

  /**
   * The next frame.
   *
   * @param limit how long the whole of it may take
   * @return empty when the client is gone
   * @throws io.ssi.linux.SystemCallException ETIMEDOUT when the time is over
   */
  Optional<Frame> next(Duration limit) {
    long begin = nanoClock.getAsLong();
    while (true) {
      Optional<Frame> whole = cut();
      if (whole.isPresent()) {
        return whole;
      }
      Duration left = limit.minusNanos(nanoClock.getAsLong() - begin);
      Optional<ReceivedMessage> more =
          socket.receive(CHUNK, left.isNegative() ? Duration.ZERO : left);
      if (more.isEmpty()) {
        return Optional.empty();
      }
      take(more.get());
    }
  }

  /** The three descriptors that came with the request, which the caller closes from now on. */
  List<Descriptor> takeDescriptors() {
    if (descriptors.size() != MOST_DESCRIPTORS) {
      throw new BrokenProtocolException("a request came with " + descriptors.size() + " streams");
    }
    List<Descriptor> taken = List.copyOf(descriptors);
    descriptors.clear();
    return taken;
  }

  /** Closes descriptors that nobody took. */
  @Override
  public void close() {
    descriptors.forEach(Descriptor::close);
    descriptors.clear();
  }

  private void take(ReceivedMessage message) {
    descriptors.addAll(message.descriptors());
    if (descriptors.size() > MOST_DESCRIPTORS) {
      throw new BrokenProtocolException("a client passed more than three descriptors");
    }
    if (pending.remaining() < message.bytes().length) {
      int grown = Math.max(pending.capacity() * 2, pending.position() + message.bytes().length);
      pending = ByteBuffer.allocate(grown).put(pending.flip());
    }
    pending.put(message.bytes());
  }

  private Optional<Frame> cut() {
    if (pending.position() < Frame.HEADER) {
      return Optional.empty();
    }
    int length = pending.getInt(0);
    FrameType type = FrameType.of(pending.get(4));
    if (length < 0 || length > type.maxBytes()) {
      throw new BrokenProtocolException("a frame " + type + " claims " + length + " bytes");
    }
    if (pending.position() < Frame.HEADER + length) {
      return Optional.empty();
    }
    pending.flip();
    byte[] payload = new byte[length];
    pending.position(Frame.HEADER).get(payload);
    pending.compact();
    return Optional.of(new Frame(type, ByteBuffer.wrap(payload)));
  }
}
