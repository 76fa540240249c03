package io.ssi.agent.config;

import io.ssi.agent.AgentException;
import java.util.List;

/** A configuration that cannot be used; the message names every fault of it. */
public final class ConfigException extends AgentException {
  private static final long serialVersionUID = 1L;

  ConfigException(String origin, List<String> faults) {
    super("cannot use the configuration " + origin + ": " + String.join("; ", faults));
  }

  ConfigException(String origin, String reason, Throwable cause) {
    super("cannot read the configuration " + origin + ": " + reason, cause);
  }
}
