package io.ssi.linux.syscall;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link Spawn} starts.
 *
 * @param program path of the executable; no search
 * @param arguments argv, the first included
 * @param environment all of it; nothing is inherited
 * @param descriptors by the number that the child is to have; it has no others, also not 0, 1, 2
 * @param workingDirectory empty for this process's own
 * @param newSession whether it becomes leader of a session, setsid(2)
 */
public record SpawnRequest(
    Path program,
    List<String> arguments,
    Map<String, String> environment,
    Map<Integer, Descriptor> descriptors,
    Optional<Path> workingDirectory,
    boolean newSession) {
  private static final int MOST_NUMBER = 255;

  /** Copies the collections; refuses no arguments, and numbers outside 0..255. */
  public SpawnRequest {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    descriptors = Map.copyOf(descriptors);
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("A program has at least its own name as an argument");
    }
    if (descriptors.keySet().stream().anyMatch(number -> number < 0 || number > MOST_NUMBER)) {
      throw new IllegalArgumentException(
          "A child's descriptors have numbers from 0 to 255, not " + descriptors.keySet());
    }
  }

  /** A program with arguments (argv[0] included) and descriptors, no environment. */
  public static SpawnRequest of(
      Path program, List<String> arguments, Map<Integer, Descriptor> descriptors) {
    return new SpawnRequest(program, arguments, Map.of(), descriptors, Optional.empty(), false);
  }

  /** The same with this environment. */
  public SpawnRequest withEnvironment(Map<String, String> variables) {
    return new SpawnRequest(
        program, arguments, variables, descriptors, workingDirectory, newSession);
  }

  /** The same in this directory. */
  public SpawnRequest in(Path directory) {
    return new SpawnRequest(
        program, arguments, environment, descriptors, Optional.of(directory), newSession);
  }

  /** The same in a session of its own. */
  public SpawnRequest inNewSession() {
    return new SpawnRequest(program, arguments, environment, descriptors, workingDirectory, true);
  }
}
