package io.ssi.membership.testing;

import io.ssi.membership.NodeId;
import io.ssi.membership.stream.BulkStreams;
import io.ssi.membership.stream.BulkStreamsContract;
import org.junit.jupiter.api.BeforeEach;

class InMemoryBulkStreamsTest extends BulkStreamsContract {
  private final InMemoryNetwork network = new InMemoryNetwork();

  @BeforeEach
  void join() {
    network.join(ONE);
    network.join(TWO);
  }

  @Override
  protected BulkStreams streams(NodeId node) {
    return network.streams(node);
  }
}
