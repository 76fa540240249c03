package io.ssi.membership.testing;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.ClusterChannelContract;

class InMemoryClusterChannelTest extends ClusterChannelContract {
  private final InMemoryNetwork network = new InMemoryNetwork();

  @Override
  protected ClusterChannel channel(NodeId node) {
    return network.channel(node);
  }

  @Override
  protected void join() {
    network.join(ONE);
    network.join(TWO);
  }

  @Override
  protected void leaveTwo() {
    network.crash(TWO);
  }
}
