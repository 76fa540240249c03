package io.ssi.linux.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A program to be started in a container. Make one with {@link #of} and change what differs.
 *
 * @param command program and arguments; without a slash it is searched in the environment's PATH
 * @param environment all of it; nothing is inherited
 * @param directory absolute, entered with the user's rights
 * @param credentials as whom it runs
 * @param umask 0 to 0777
 * @param nice -20 to 19; empty for the keeper's own
 * @param limits that differ from the keeper's own
 * @param streams its standard streams
 */
public record ProgramSpec(
    List<String> command,
    Map<String, String> environment,
    Path directory,
    Credentials credentials,
    int umask,
    OptionalInt nice,
    List<ResourceLimit> limits,
    ProgramStreams streams) {
  private static final int USUAL_UMASK = 022;

  /** Copies the collections; refuses what no program can have. */
  public ProgramSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    limits = List.copyOf(limits);
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      throw new IllegalArgumentException("A command has at least a program");
    }
    if (!directory.isAbsolute()) {
      throw new IllegalArgumentException("The directory must be absolute, not " + directory);
    }
    if (umask < 0 || umask > 0777) {
      throw new IllegalArgumentException(
          "A umask is 0 to 0777, not 0" + Integer.toOctalString(umask));
    }
    if (nice.orElse(0) < -20 || nice.orElse(0) > 19) {
      throw new IllegalArgumentException("A nice value is -20 to 19, not " + nice.orElse(0));
    }
  }

  /** As root in {@code /}, empty environment, all streams {@code /dev/null}. */
  public static ProgramSpec of(List<String> command) {
    return new ProgramSpec(
        command,
        Map.of(),
        Path.of("/"),
        Credentials.ROOT,
        USUAL_UMASK,
        OptionalInt.empty(),
        List.of(),
        ProgramStreams.none());
  }

  /** The same with this environment. */
  public ProgramSpec withEnvironment(Map<String, String> variables) {
    return new ProgramSpec(
        command, variables, directory, credentials, umask, nice, limits, streams);
  }

  /** The same in this directory. */
  public ProgramSpec in(Path other) {
    return new ProgramSpec(command, environment, other, credentials, umask, nice, limits, streams);
  }

  /** The same as this user. */
  public ProgramSpec as(Credentials user) {
    return new ProgramSpec(command, environment, directory, user, umask, nice, limits, streams);
  }

  /** The same with this umask. */
  public ProgramSpec withUmask(int mask) {
    return new ProgramSpec(
        command, environment, directory, credentials, mask, nice, limits, streams);
  }

  /** The same with this nice value. */
  public ProgramSpec withNice(int value) {
    return new ProgramSpec(
        command,
        environment,
        directory,
        credentials,
        umask,
        OptionalInt.of(value),
        limits,
        streams);
  }

  /** The same with these limits. */
  public ProgramSpec withLimits(List<ResourceLimit> others) {
    return new ProgramSpec(
        command, environment, directory, credentials, umask, nice, others, streams);
  }

  /** The same with these streams. */
  public ProgramSpec withStreams(ProgramStreams others) {
    return new ProgramSpec(
        command, environment, directory, credentials, umask, nice, limits, others);
  }
}
