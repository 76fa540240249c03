package io.ssi.agent.config;

/** Numbers as a configuration writes them. */
final class Integers {
  private Integers() {}

  static int parse(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not a number", e);
    }
  }

  static long parseLong(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not a number", e);
    }
  }

  static int parsePort(String text) {
    int port = parse(text);
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a port is a number from 1 to 65535, not " + text);
    }
    return port;
  }
}
