package io.ssi.tools.service;

import io.ssi.membership.NodeId;
import io.ssi.pid.AppOrPid;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program to start as an application.
 *
 * @param command the program and its arguments, at least the program
 * @param environment its environment
 * @param directory its working directory
 * @param umask its file mode creation mask
 * @param nice its nice value, -20 to 19
 * @param limits its resource limits
 * @param name what to call the application; empty for the program's name
 * @param node where to start; empty for the best node
 * @param repetition that it is to be saved again and again; empty if it is not
 * @param partOf the application to which it is added as a further container; empty for a new one
 */
public record StartRequest(
    List<String> command,
    Map<String, String> environment,
    Path directory,
    int umask,
    int nice,
    List<ResourceLimit> limits,
    Optional<String> name,
    Optional<NodeId> node,
    Optional<Repetition> repetition,
    Optional<AppOrPid> partOf) {

  /** Takes copies; refuses an empty command. */
  public StartRequest {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("A command has at least a program");
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    limits = List.copyOf(limits);
  }
}
