package io.ssi.linux.container;

import io.ssi.linux.syscall.Descriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A worker to be started by the keeper, inside, as root: CRIU as a rule.
 *
 * @param command absolute path of the program, and its arguments
 * @param environment empty for a PATH of the usual directories only
 * @param descriptors become 3, 4, 5, ... in the worker; stay open here; at most 16
 * @param log file for its stdout and stderr, appended to; empty for none
 * @param cgroups directories that it enters first: for a restore, those of the container
 */
public record WorkerSpec(
    List<String> command,
    Map<String, String> environment,
    List<Descriptor> descriptors,
    Optional<Path> log,
    List<Path> cgroups) {
  private static final int MOST_DESCRIPTORS = 16;

  /** Copies the collections; refuses a relative program and too many descriptors. */
  public WorkerSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    descriptors = List.copyOf(descriptors);
    cgroups = List.copyOf(cgroups);
    if (command.isEmpty() || !command.getFirst().startsWith("/")) {
      throw new IllegalArgumentException("A worker needs the absolute path of its program");
    }
    if (descriptors.size() > MOST_DESCRIPTORS) {
      throw new IllegalArgumentException(
          "A worker can be given 16 descriptors, not " + descriptors.size());
    }
  }

  /** A worker with these descriptors and nothing special. */
  public static WorkerSpec of(List<String> command, List<Descriptor> descriptors) {
    return new WorkerSpec(command, Map.of(), descriptors, Optional.empty(), List.of());
  }

  /** The same with this file for what it prints. */
  public WorkerSpec loggingTo(Path file) {
    return new WorkerSpec(command, environment, descriptors, Optional.of(file), cgroups);
  }

  /** The same in these cgroups. */
  public WorkerSpec inCgroups(List<Path> directories) {
    return new WorkerSpec(command, environment, descriptors, log, directories);
  }

  /** The same with this environment. */
  public WorkerSpec withEnvironment(Map<String, String> variables) {
    return new WorkerSpec(command, variables, descriptors, log, cgroups);
  }
}
