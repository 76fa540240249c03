package io.ssi.migration.preflight;

import io.ssi.linux.criu.DumpRequest;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveBlocker.Code;
import io.ssi.migration.preflight.OpenFacts.DeletedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which of what a process has open cannot be saved. */
final class OpenFiles {
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

  /** What CRIU knows of that has no name of its own. */
  private static final Set<String> KNOWN_ANONYMOUS =
      Set.of("eventfd", "eventpoll", "signalfd", "timerfd", "inotify", "fanotify", "pidfd");

  /** What CRIU knows of sockets. */
  private static final Set<String> KNOWN_PROTOCOLS =
      Set.of(
          "TCP",
          "TCPv6",
          "UDP",
          "UDPv6",
          "UDP-Lite",
          "UDPLITEv6",
          "RAW",
          "RAWv6",
          "PING",
          "PINGv6",
          "UNIX",
          "UNIX-STREAM",
          "NETLINK",
          "PACKET");

  private static final String CLOSE = "let the program close it before it moves";

  private OpenFiles() {}

  static List<MoveBlocker> blockers(String subject, List<String> targets, OpenFacts open) {
    List<MoveBlocker> found = new ArrayList<>();
    targets.stream().distinct().forEach(target -> ofTarget(subject, target, found));
    for (String protocol : open.protocols()) {
      if (!KNOWN_PROTOCOLS.contains(protocol)) {
        found.add(
            new MoveBlocker(
                Code.SOCKET_KIND,
                subject,
                "has a socket of the protocol " + protocol + ", which CRIU cannot save",
                CLOSE));
      }
    }
    open.unixOutside().stream()
        .distinct()
        .map(peer ->
            new MoveBlocker(
                Code.UNIX_OUTSIDE,
                subject,
                "has a unix socket connected to socket " + peer + " of a process outside",
                "end what it talks to, or start both as one application"))
        .forEach(found::add);
    open.deleted().stream().distinct().forEach(file -> ofDeleted(subject, file, found));
    for (String path : open.hidden()) {
      found.add(unsupported(subject, "has " + path + " open, which is on none of its mounts"));
    }
    for (int pid : open.watched()) {
      found.add(
          unsupported(subject, "has a pidfd of process " + pid + " of its node, which is outside"));
    }
    return found;
  }

  private static void ofTarget(String subject, String target, List<MoveBlocker> found) {
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
    } else if (target.startsWith("anon_inode:")) {
      String kind = target.substring("anon_inode:".length()).replaceAll("[\\[\\]]", "");
      if (!KNOWN_ANONYMOUS.contains(kind)) {
        found.add(unsupported(subject, "uses " + kind + ", whose state CRIU cannot save"));
      }
    } else if (target.startsWith("/secretmem")) {
      found.add(unsupported(subject, "has secret memory, which CRIU may not read"));
    } else if (target.startsWith("/dev/")
        && !target.endsWith(" (deleted)")
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

  private static void ofDeleted(String subject, DeletedFile file, List<MoveBlocker> found) {
    if (file.path().startsWith("/secretmem")) {
      return;
    }
    if (file.links() > 0) {
      found.add(
          new MoveBlocker(
              Code.DELETED_FILE,
              subject,
              "has " + file.path() + " open, a name that was deleted of a file that has another",
              "let the program close it, or keep the name"));
    } else if (file.bytes() > DumpRequest.GHOST_LIMIT) {
      found.add(
          new MoveBlocker(
              Code.DELETED_FILE,
              subject,
              "has the deleted file "
                  + file.path()
                  + " of "
                  + Preflight.mebibytes(file.bytes())
                  + " MiB open; at most "
                  + Preflight.mebibytes(DumpRequest.GHOST_LIMIT)
                  + " MiB go with it",
              "let the program close it, or keep the file"));
    }
  }

  private static MoveBlocker unsupported(String subject, String message) {
    return new MoveBlocker(Code.UNSUPPORTED_FILE, subject, message, CLOSE);
  }
}
