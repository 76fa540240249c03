package io.ssi.agent.embedded;

import io.ssi.membership.NodeState;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Takes a node for online when its agent accepts connections. */
public final class ListeningSockets implements NodeStates {

  @Override
  public Map<String, NodeState> ask(ClusterPlaces places) {
    Map<String, NodeState> states = new HashMap<>();
    for (int id = 1; id <= ClusterShape.MAX_NODES; id++) {
      String node = "node" + id;
      if (accepts(places.socket(node))) {
        states.put(node, NodeState.ONLINE);
      }
    }
    return states;
  }

  private static boolean accepts(Path socket) {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      return false;
    }
  }
}
