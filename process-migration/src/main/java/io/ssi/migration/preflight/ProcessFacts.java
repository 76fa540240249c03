package io.ssi.migration.preflight;

import java.util.List;

/**
 * What matters of one process for moving it.
 *
 * @param pid its number inside the container
 * @param command its name, for people
 * @param tracer local pid of the process that traces it, 0 for none
 * @param descriptors what its descriptors refer to, as the links in {@code /proc/PID/fd} say
 * @param outsideConnections its established TCP connections whose other end is not in the
 *     application, as {@code address:port}
 */
public record ProcessFacts(
    int pid,
    String command,
    int tracer,
    List<String> descriptors,
    List<String> outsideConnections) {

  /** Takes copies of the lists. */
  public ProcessFacts {
    descriptors = List.copyOf(descriptors);
    outsideConnections = List.copyOf(outsideConnections);
  }
}
