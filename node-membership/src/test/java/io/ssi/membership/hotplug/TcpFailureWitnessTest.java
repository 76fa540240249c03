package io.ssi.membership.hotplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeId;
import io.ssi.membership.node.FailureKind;
import io.ssi.membership.node.NodeAddress;
import io.ssi.membership.node.NodeRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpFailureWitnessTest {
  private final FailureWitness witness = new TcpFailureWitness(Duration.ofMillis(300));

  private FailureWitness.Finding judge(String host, int port) {
    return witness.judge(
        NodeRecord.possible(new NodeId(1), "node1", new NodeAddress(host, port, 0), Instant.EPOCH));
  }

  @Test
  void aKernelThatRefusesOrTakesTheConnectionLives() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
      assertThat(judge("127.0.0.1", port).kind()).isEqualTo(FailureKind.AGENT_GONE);
    }

    FailureWitness.Finding finding = judge("127.0.0.1", port);

    assertThat(finding.kind()).isEqualTo(FailureKind.AGENT_GONE);
    assertThat(finding.evidence()).contains("refuses");
  }

  @Test
  void silenceIsNotAnAgentThatEnded() throws IOException {
    // A full backlog drops further requests without a word: listen(2).
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> waiting = new ArrayList<>();
      FailureWitness.Finding finding = judge("127.0.0.1", server.getLocalPort());
      for (int i = 0; i < 8 && finding.kind() == FailureKind.AGENT_GONE; i++) {
        Socket socket = new Socket();
        waiting.add(socket);
        connect(socket, server);
        finding = judge("127.0.0.1", server.getLocalPort());
      }
      for (Socket socket : waiting) {
        socket.close();
      }

      assertThat(finding.kind()).isEqualTo(FailureKind.NODE_GONE);
      assertThat(finding.evidence()).contains("does not answer");
    }
  }

  private static void connect(Socket socket, ServerSocket server) throws IOException {
    try {
      socket.connect(server.getLocalSocketAddress(), 100);
    } catch (SocketTimeoutException full) {
      socket.close();
    }
  }
}
