package io.ssi.membership.hotplug;

import io.ssi.membership.node.FailureKind;
import io.ssi.membership.node.NodeRecord;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Knocks at the dead agent's port. A kernel that refuses or takes the connection lives, so only the
 * agent is gone; silence means that the node is gone, or the link to it: on that alone nothing may
 * be restarted elsewhere.
 */
public final class TcpFailureWitness implements FailureWitness {
  private final Duration timeout;

  /**
   * A witness.
   *
   * @param timeout how long an answer may take
   */
  public TcpFailureWitness(Duration timeout) {
    this.timeout = timeout;
  }

  @Override
  public Finding judge(NodeRecord node) {
    String place = node.address().host() + ":" + node.address().groupPort();
    InetSocketAddress address =
        new InetSocketAddress(node.address().host(), node.address().groupPort());
    try (Socket socket = new Socket()) {
      socket.connect(address, Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
      return new Finding(FailureKind.AGENT_GONE, "its agent is silent, " + place + " answers");
    } catch (SocketTimeoutException | NoRouteToHostException e) {
      return new Finding(FailureKind.NODE_GONE, place + " does not answer");
    } catch (ConnectException e) {
      return refused(e)
          ? new Finding(FailureKind.AGENT_GONE, "its agent ended, " + place + " refuses")
          : new Finding(FailureKind.NODE_GONE, place + " cannot be reached: " + e.getMessage());
    } catch (IOException e) {
      return new Finding(FailureKind.UNKNOWN, place + ": " + e.getMessage());
    }
  }

  /** ECONNREFUSED is the only answer that a living kernel gives. */
  private static boolean refused(ConnectException e) {
    return String.valueOf(e.getMessage()).contains("refused");
  }
}
