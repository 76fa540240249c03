package io.ssi.pid.message;

import io.ssi.linux.container.ResourceLimit;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Owner;
import java.util.List;
import java.util.Optional;

/**
 * Asks a node to start an application. Its standard input is empty, its output goes to its log.
 *
 * @param token names this request: a second one with the same token gives the first one's result
 * @param name what the user calls it; empty for the last part of the program's path
 * @param owner as whom it runs
 * @param groups supplementary groups
 * @param command program and arguments; the program is searched in the PATH of {@code environment}
 *     unless it has a slash
 * @param environment {@code NAME=VALUE}; nothing else is in the program's environment
 * @param directory absolute, entered with the owner's rights
 * @param umask 0 to 0777
 * @param nice -20 to 19; below that of the keeper for root's programs only
 * @param limits resource limits; above those of the keeper for root's programs only
 * @param partOf the application to which it is added as a further container; empty for a new one
 */
public record StartRequest(
    String token,
    String name,
    Owner owner,
    List<Integer> groups,
    List<String> command,
    List<String> environment,
    String directory,
    int umask,
    int nice,
    List<ResourceLimit> limits,
    Optional<ApplicationId> partOf) {

  /** Takes copies of the lists and refuses what no kernel would take. */
  public StartRequest {
    groups = List.copyOf(groups);
    command = List.copyOf(command);
    environment = List.copyOf(environment);
    limits = List.copyOf(limits);
    if (token.isEmpty()) {
      throw new IllegalArgumentException("A request to start something needs a token");
    }
    if (command.isEmpty() || command.get(0).isEmpty()) {
      throw new IllegalArgumentException("There is no command to start");
    }
    if (!directory.startsWith("/")) {
      throw new IllegalArgumentException("The directory '" + directory + "' is not absolute");
    }
    if (umask < 0 || umask > 0777) {
      throw new IllegalArgumentException(
          "A umask is from 0 to 0777, not 0" + Integer.toOctalString(umask));
    }
    if (nice < -20 || nice > 19) {
      throw new IllegalArgumentException("A nice value is from -20 to 19, not " + nice);
    }
    for (String text : command) {
      refuseNul(text);
    }
    for (String text : environment) {
      refuseNul(text);
      if (text.indexOf('=') < 1) {
        throw new IllegalArgumentException("'" + text + "' in the environment is not NAME=VALUE");
      }
    }
  }

  /**
   * An application of its own.
   *
   * @param token names this request
   * @param name what the user calls it
   * @param owner as whom it runs
   * @param groups supplementary groups
   * @param command program and arguments
   * @param environment {@code NAME=VALUE}
   * @param directory absolute
   * @param umask 0 to 0777
   * @param nice -20 to 19
   * @param limits resource limits
   */
  public StartRequest(
      String token,
      String name,
      Owner owner,
      List<Integer> groups,
      List<String> command,
      List<String> environment,
      String directory,
      int umask,
      int nice,
      List<ResourceLimit> limits) {
    this(
        token,
        name,
        owner,
        groups,
        command,
        environment,
        directory,
        umask,
        nice,
        limits,
        Optional.empty());
  }

  /**
   * What the application is called.
   *
   * @return the name, or the last part of the program's path where none was given
   */
  public String effectiveName() {
    String program = command.get(0);
    return name.isEmpty() ? program.substring(program.lastIndexOf('/') + 1) : name;
  }

  private static void refuseNul(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("No argument can hold a NUL character");
    }
  }
}
