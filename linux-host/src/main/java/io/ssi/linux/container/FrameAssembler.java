package io.ssi.linux.container;

import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.ReceivedMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Cuts a stream into frames, and gives each the descriptors that it counts. Used by one thread.
 * Closing it closes those that no frame has claimed.
 */
final class FrameAssembler implements AutoCloseable {
  private static final int LENGTH_BYTES = 4;
  private static final int MOST_DESCRIPTORS_PENDING = 64;

  private final Deque<Descriptor> descriptors = new ArrayDeque<>();
  private byte[] pending = new byte[0];

  /** Takes what one receive gave; returns the frames that are now complete. */
  List<KeeperReply> feed(ReceivedMessage message) {
    descriptors.addAll(message.descriptors());
    int old = pending.length;
    pending = Arrays.copyOf(pending, old + message.bytes().length);
    System.arraycopy(message.bytes(), 0, pending, old, message.bytes().length);
    List<KeeperReply> complete = new ArrayList<>();
    try {
      int used = 0;
      while (pending.length - used >= LENGTH_BYTES) {
        int length = length(used);
        if (pending.length - used - LENGTH_BYTES < length) {
          break;
        }
        int start = used + LENGTH_BYTES;
        complete.add(claim(KeeperFrame.decode(Arrays.copyOfRange(pending, start, start + length))));
        used = start + length;
      }
      pending = Arrays.copyOfRange(pending, used, pending.length);
      if (descriptors.size() > MOST_DESCRIPTORS_PENDING) {
        throw new KeeperProtocolException("descriptors that no frame counts");
      }
      return complete;
    } catch (KeeperProtocolException e) {
      complete.forEach(KeeperReply::close);
      throw e;
    }
  }

  @Override
  public void close() {
    descriptors.forEach(Descriptor::close);
    descriptors.clear();
  }

  private int length(int at) {
    int length = ByteBuffer.wrap(pending).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    if (length < 1 || length > KeeperFrame.MOST_BYTES) {
      throw new KeeperProtocolException(
          "a frame of " + Integer.toUnsignedString(length) + " bytes");
    }
    return length;
  }

  private KeeperReply claim(KeeperFrame frame) {
    int count = frame.descriptors();
    if (count > descriptors.size()) {
      throw new KeeperProtocolException(
          count + " descriptors counted, " + descriptors.size() + " received");
    }
    List<Descriptor> claimed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      claimed.add(descriptors.removeFirst());
    }
    return new KeeperReply(frame, claimed);
  }
}
