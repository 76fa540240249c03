package io.ssi.agent;

import io.ssi.agent.config.AgentConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The daemon of one node: holds the control socket until it is told to end. */
public final class NodeDaemon {
  private NodeDaemon() {}

  /**
   * Serves until the process is told to end. Blocks.
   *
   * @param config what the agent was told
   * @return the exit status
   */
  public static int run(AgentConfig config) {
    Path socket = config.controlSocket();
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Files.deleteIfExists(socket);
      server.bind(UnixDomainSocketAddress.of(socket));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(socket), "ssi-agent-stop"));
      while (true) {
        server.accept().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path socket) {
    try {
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
