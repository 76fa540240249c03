package io.ssi.migration.fire;

import io.ssi.membership.NodeId;
import io.ssi.membership.stream.BulkStream;
import java.io.InputStream;
import java.io.OutputStream;

/** One end of a stream of the world. */
record LinkEnd(NodeId peer, InputStream input, OutputStream output, Runnable onClose)
    implements BulkStream {
  @Override
  public void close() {
    onClose.run();
  }
}
