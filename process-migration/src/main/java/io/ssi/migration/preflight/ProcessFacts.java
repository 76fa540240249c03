package io.ssi.migration.preflight;

import java.util.List;

/**
 * What matters of one process for moving it.
 *
 * @param pid its number inside the container
 * @param command its name, for people
 * @param tracer local pid of the process that traces it, 0 for none
 * @param descriptors what its descriptors refer to, as the links in {@code /proc/PID/fd} say
 * @param open what these names do not tell
 * @param connections its TCP connections
 * @param ownNamespaces kinds of namespaces in which it is and the first process of the application
 *     is not, such as {@code mnt}
 * @param ofOtherUser whether its real, effective or saved user or group is another than that of
 *     this agent, and so of CRIU
 */
public record ProcessFacts(
    int pid,
    String command,
    int tracer,
    List<String> descriptors,
    OpenFacts open,
    Connections connections,
    List<String> ownNamespaces,
    boolean ofOtherUser) {

  /** Takes copies of the lists. */
  public ProcessFacts {
    descriptors = List.copyOf(descriptors);
    ownNamespaces = List.copyOf(ownNamespaces);
  }

  /** How it is called in reasons. */
  String subject() {
    return subject(pid, command);
  }

  static String subject(int pid, String command) {
    return "process " + pid + " (" + command + ")";
  }

  /**
   * The TCP connections of a process.
   *
   * @param outside remote ends that are not in the application, as {@code address:port}
   * @param inside remote ends that are, and cannot be kept: not of loopback, or half closed
   * @param unaccepted local addresses at which a connection waits to be accepted
   */
  public record Connections(List<String> outside, List<String> inside, List<String> unaccepted) {
    /** No connection at all. */
    public static final Connections NONE = new Connections(List.of(), List.of(), List.of());

    /** Takes copies of the lists. */
    public Connections {
      outside = List.copyOf(outside);
      inside = List.copyOf(inside);
      unaccepted = List.copyOf(unaccepted);
    }
  }
}
