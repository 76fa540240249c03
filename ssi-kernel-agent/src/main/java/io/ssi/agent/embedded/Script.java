package io.ssi.agent.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The shell scripts that lie beside these classes. */
enum Script {
  NODE_START("node-start.sh"),
  NODE_INIT("node-init.sh"),
  AGENT_START("agent-start.sh");

  private final String file;

  Script(String file) {
    this.file = file;
  }

  String text() {
    try (var stream = Script.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("the script " + file + " was not packed with its classes");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
