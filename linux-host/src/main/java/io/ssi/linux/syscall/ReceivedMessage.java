package io.ssi.linux.syscall;

import java.util.List;

/**
 * What one receive gave: bytes, and the descriptors that came with them, now owned here.
 *
 * @param bytes of one message (SEQPACKET), or what was there (STREAM)
 * @param descriptors in the sender's order; close each
 */
public record ReceivedMessage(byte[] bytes, List<Descriptor> descriptors) implements AutoCloseable {

  /** Copies the list, not the bytes. */
  public ReceivedMessage {
    descriptors = List.copyOf(descriptors);
  }

  /** Closes the descriptors. */
  @Override
  public void close() {
    descriptors.forEach(Descriptor::close);
  }
}
