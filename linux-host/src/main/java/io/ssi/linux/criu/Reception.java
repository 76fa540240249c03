package io.ssi.linux.criu;

import io.ssi.linux.syscall.Descriptor;
import java.util.List;

/** What waiting for a worker's message came to. */
public sealed interface Reception {

  /**
   * One message.
   *
   * @param bytes as sent
   * @param descriptors that came with it; the receiver owns them
   */
  record Message(byte[] bytes, List<Descriptor> descriptors) implements Reception {
    /** Copies the list. */
    public Message {
      descriptors = List.copyOf(descriptors);
    }
  }

  /** The worker has closed its end: it has ended, or is about to. */
  record EndOfStream() implements Reception {}

  /** Nothing came within the limit. */
  record TimedOut() implements Reception {}
}
