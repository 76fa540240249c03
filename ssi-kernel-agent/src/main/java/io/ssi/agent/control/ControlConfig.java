package io.ssi.agent.control;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the control socket needs to know.
 *
 * @param socket the socket file; its directory exists
 * @param node the node's name, at most 63 characters
 * @param connections how many clients at a time; a quarter of them is kept for root
 * @param verbs how many verbs at a time, at most as many as connections
 * @param patience how long a client may take to say what it wants
 */
public record ControlConfig(
    Path socket, String node, int connections, int verbs, Duration patience) {
  private static final int NAME_MAX = 63;

  /** Refuses what cannot work. */
  public ControlConfig {
    if (node.isEmpty() || node.length() > NAME_MAX) {
      throw new IllegalArgumentException("A node's name has 1 to 63 characters: '" + node + "'");
    }
    if (verbs < 1 || connections < verbs) {
      throw new IllegalArgumentException(
          connections + " connections are too few for " + verbs + " verbs");
    }
  }

  /**
   * The usual bounds: 256 connections, 64 verbs, 10 seconds.
   *
   * @param socket the socket file
   * @param node the node's name
   * @return the configuration
   */
  public static ControlConfig of(Path socket, String node) {
    return new ControlConfig(socket, node, 256, 64, Duration.ofSeconds(10));
  }
}
