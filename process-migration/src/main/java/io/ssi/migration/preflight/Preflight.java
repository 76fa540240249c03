package io.ssi.migration.preflight;

import io.ssi.migration.MigrationOptions;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveBlocker.Code;
import io.ssi.migration.preflight.ProcessFacts.Connections;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides from facts alone whether an application can be saved, and whether it can go to a node.
 */
public final class Preflight {
  private static final Set<String> HARMLESS_DEVICES =
      Set.of(
          "/dev/null",
          "/dev/zero",
          "/dev/full",
          "/dev/random",
          "/dev/urandom",
          "/dev/tty",
          "/dev/ptmx");
  private static final List<String> HARMLESS_DEVICE_FOLDERS = List.of("/dev/pts/", "/dev/shm/");

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
      String subject = "process " + process.pid() + " (" + process.command() + ")";
      if (process.tracer() != 0) {
        found.add(
            new MoveBlocker(
                Code.TRACED,
                subject,
                "is traced by process " + process.tracer() + " of its node",
                "detach the debugger or tracer"));
      }
      process.descriptors().stream()
          .distinct()
          .forEach(target -> ofDescriptor(subject, target, found));
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
              "has an established TCP connection to " + connection + ", inside the application",
              CLOSE));
    }
  }

  private static void ofDescriptor(String subject, String target, List<MoveBlocker> found) {
    if (target.equals("anon_inode:[io_uring]")) {
      found.add(
          new MoveBlocker(
              Code.IO_URING,
              subject,
              "uses io_uring, whose state CRIU cannot save",
              "start the program with io_uring switched off"));
    } else if (target.equals("anon_inode:[userfaultfd]")) {
      found.add(
          new MoveBlocker(
              Code.USERFAULTFD,
              subject,
              "uses userfaultfd, whose state CRIU cannot save",
              "start the program without it"));
    } else if (target.startsWith("/dev/")
        && !HARMLESS_DEVICES.contains(target)
        && HARMLESS_DEVICE_FOLDERS.stream().noneMatch(target::startsWith)) {
      found.add(
          new MoveBlocker(
              Code.DEVICE,
              subject,
              "has the device " + target + " open",
              "close it; the state of a device stays on its node"));
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
    List<MoveBlocker> found = new ArrayList<>();
    if (to.criuVersion().isEmpty()
        || VersionOrder.isOlder(to.criuVersion(), from.criuVersion(), 2)) {
      String has = to.criuVersion().isEmpty() ? "no CRIU that works" : "CRIU " + to.criuVersion();
      found.add(
          new MoveBlocker(
              Code.CRIU_VERSION,
              target,
              "has " + has + ", the image would be of " + from.criuVersion(),
              "install the same CRIU on both nodes"));
    }
    if (VersionOrder.isOlder(to.kernelRelease(), from.kernelRelease(), 2)) {
      found.add(
          new MoveBlocker(
              Code.KERNEL_VERSION,
              target,
              "runs kernel " + to.kernelRelease() + ", older than " + from.kernelRelease(),
              "choose a node whose kernel is at least as new"));
    }
    TreeSet<String> lacking = new TreeSet<>(from.cpuFlags());
    lacking.removeAll(to.cpuFlags());
    if (!lacking.isEmpty()) {
      found.add(
          new MoveBlocker(
              Code.CPU_FEATURE,
              target,
              "has a processor without " + String.join(", ", lacking),
              "choose a node with the same processor features"));
    }
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
    return found;
  }

  private static long mebibytes(long bytes) {
    return bytes >> 20;
  }
}
