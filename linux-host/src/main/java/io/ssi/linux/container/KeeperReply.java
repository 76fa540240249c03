package io.ssi.linux.container;

import io.ssi.linux.syscall.Descriptor;
import java.util.List;

/**
 * A frame from the keeper, with the descriptors that came with it, owned by the receiver.
 *
 * @param frame what it says
 * @param descriptors as many as the frame counts
 */
record KeeperReply(KeeperFrame frame, List<Descriptor> descriptors) implements AutoCloseable {
  KeeperReply {
    descriptors = List.copyOf(descriptors);
  }

  @Override
  public void close() {
    descriptors.forEach(Descriptor::close);
  }
}
