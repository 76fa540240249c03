package io.ssi.membership.infinispan;

import io.ssi.membership.MembershipConfig;
import io.ssi.membership.NodeId;
import io.ssi.membership.jgroups.JGroupsMembership;
import io.ssi.membership.jgroups.LoopbackGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Several agents with maps in one JVM, over real TCP on the loopback. */
final class LoopbackCluster implements AutoCloseable {
  /** One agent. */
  record Agent(NodeId id, JGroupsMembership group, InfinispanClusterMaps maps) {}

  final LoopbackGroup group;
  private final List<Agent> running = new ArrayList<>();

  LoopbackCluster(int places) {
    group = new LoopbackGroup(places);
  }

  Agent start(int id) {
    MembershipConfig config = group.config(id);
    JGroupsMembership membership = group.make(config);
    InfinispanClusterMaps maps =
        InfinispanClusterMaps.join(membership, config, Thread.ofVirtual().factory());
    Agent agent = new Agent(new NodeId(id), membership, maps);
    running.add(agent);
    int size = running.size();
    running.forEach(one ->
        LoopbackGroup.eventually(
            Duration.ofSeconds(10), () -> one.group().view().members().size() == size));
    return agent;
  }

  /** In good order. */
  void leave(Agent agent) {
    running.remove(agent);
    agent.maps().close();
  }

  /** As SIGKILL would: sockets close, nobody is told. */
  void kill(Agent... agents) {
    running.removeAll(List.of(agents));
    for (Agent agent : agents) {
      group.kill(agent.group());
    }
  }

  List<Agent> running() {
    return List.copyOf(running);
  }

  @Override
  public void close() {
    for (int i = running.size() - 1; i >= 0; i--) {
      running.get(i).maps().close();
    }
    group.close();
  }
}
