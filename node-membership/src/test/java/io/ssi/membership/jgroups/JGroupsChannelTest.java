package io.ssi.membership.jgroups;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.ClusterChannelContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class JGroupsChannelTest extends ClusterChannelContract {
  private LoopbackGroup group;
  private JGroupsMembership one;
  private JGroupsMembership two;

  @BeforeEach
  void open() {
    group = new LoopbackGroup(2);
    one = group.make(group.config(1));
    two = group.make(group.config(2));
  }

  @AfterEach
  void close() {
    group.close();
  }

  @Override
  protected ClusterChannel channel(NodeId node) {
    return node.equals(ONE) ? one.channel() : two.channel();
  }

  @Override
  protected void join() {
    one.join();
    two.join();
    LoopbackGroup.eventually(
        Duration.ofSeconds(5),
        () -> one.view().members().size() == 2 && two.view().members().size() == 2);
  }

  @Override
  protected void leaveTwo() {
    two.close();
    LoopbackGroup.eventually(Duration.ofSeconds(5), () -> one.view().members().size() == 1);
  }
}
