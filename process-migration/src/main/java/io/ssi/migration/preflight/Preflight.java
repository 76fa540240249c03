package io.ssi.migration.preflight;

import io.ssi.migration.MigrationOptions;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveBlocker.Code;
import io.ssi.migration.preflight.ProcessFacts.Connections;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides from facts alone whether an application can be saved, and whether it can go to a node.
 */
public final class Preflight {
  private static final String CLOSE = "end it, or move it with --tcp-close to have it closed";

  private Preflight() {}

  /**
   * What keeps an application from being saved at all.
   *
   * @param facts what is seen of it
   * @param options what the caller allows
   * @return all reasons that were found
   */
  public static List<MoveBlocker> ofSaving(ApplicationFacts facts, MigrationOptions options) {
    List<MoveBlocker> found = new ArrayList<>();
    for (ProcessFacts process : facts.processes()) {
      String subject = process.subject();
      if (process.tracer() != 0) {
        found.add(
            new MoveBlocker(
                Code.TRACED,
                subject,
                "is traced by process " + process.tracer() + " of its node",
                "detach the debugger or tracer"));
      }
      found.addAll(OpenFiles.blockers(subject, process.descriptors(), process.open()));
      ofRights(subject, process, facts, found);
      ofConnections(subject, process.connections(), options, found);
    }
    return found;
  }

  private static void ofRights(
      String subject, ProcessFacts process, ApplicationFacts facts, List<MoveBlocker> found) {
    if (process.ofOtherUser() && !facts.limitsReadable()) {
      found.add(
          new MoveBlocker(
              Code.MISSING_CAPABILITY,
              subject,
              "is not of root alone, and root lacks CAP_SYS_RESOURCE on its node, without which CRIU"
                  + " cannot save processes of others",
              "run it as root, or the node with all capabilities"));
    }
    if (!process.ownNamespaces().isEmpty()) {
      found.add(
          new MoveBlocker(
              Code.NAMESPACE,
              subject,
              "has namespaces of its own: " + String.join(", ", process.ownNamespaces()),
              "start the program without namespaces of its own"));
    }
  }

  private static void ofConnections(
      String subject, Connections connections, MigrationOptions options, List<MoveBlocker> found) {
    for (String address : connections.unaccepted()) {
      found.add(
          new MoveBlocker(
              Code.TCP_UNACCEPTED,
              subject,
              "has not yet accepted a connection to " + address,
              "try again when it has"));
    }
    if (options.tcpClose()) {
      return;
    }
    for (String connection : connections.outside()) {
      found.add(
          new MoveBlocker(
              Code.TCP_OUTSIDE,
              subject,
              "has an established TCP connection to " + connection,
              CLOSE));
    }
    for (String connection : connections.inside()) {
      found.add(
          new MoveBlocker(
              Code.TCP_INSIDE,
              subject,
              "has a TCP connection to "
                  + connection
                  + ", inside the application, that is half closed or not of loopback",
              CLOSE));
    }
  }

  /**
   * What keeps an application from going to a node, beside its files.
   *
   * @param facts what is seen of it
   * @param from the node it runs on
   * @param target the name of the node it goes to
   * @param to what that node says of itself
   * @return all reasons that were found
   */
  public static List<MoveBlocker> ofTarget(
      ApplicationFacts facts, NodeFacts from, String target, NodeFacts to) {
    List<MoveBlocker> found = new ArrayList<>(NodeComparison.compare(from, target, to));
    // The image lies in memory there until the copy of it runs.
    if (to.availableBytes() / 2 < facts.memoryBytes()) {
      found.add(
          new MoveBlocker(
              Code.NO_MEMORY,
              target,
              "has "
                  + mebibytes(to.availableBytes())
                  + " MiB of memory left, the application has "
                  + mebibytes(facts.memoryBytes())
                  + " MiB in use and needs twice that to arrive",
              "free memory there or choose another node"));
    }
    if (to.arrivalBytes() < facts.imageBytes()) {
      found.add(
          new MoveBlocker(
              Code.NO_DISK,
              target,
              "has "
                  + mebibytes(to.arrivalBytes())
                  + " MiB left in /run, where the image of at least "
                  + mebibytes(facts.imageBytes())
                  + " MiB would lie",
              "make room there or choose another node"));
    }
    return found;
  }

  /**
   * What keeps a node from holding a checkpoint of an application of its own.
   *
   * @param facts what is seen of it
   * @param node its name
   * @param here what it says of itself
   * @return the reason that was found
   */
  public static Optional<MoveBlocker> ofRoom(ApplicationFacts facts, String node, NodeFacts here) {
    return here.checkpointBytes() >= facts.imageBytes()
        ? Optional.empty()
        : Optional.of(
            new MoveBlocker(
                Code.NO_DISK,
                node,
                "has "
                    + mebibytes(here.checkpointBytes())
                    + " MiB of disk left for checkpoints, this one takes at least "
                    + mebibytes(facts.imageBytes())
                    + " MiB",
                "make room in /var/lib/ssi/checkpoints there"));
  }

  static long mebibytes(long bytes) {
    return bytes >> 20;
  }
}
