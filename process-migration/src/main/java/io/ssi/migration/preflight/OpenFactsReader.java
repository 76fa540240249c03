package io.ssi.migration.preflight;

import io.ssi.linux.LinuxException;
import io.ssi.linux.LocalPid;
import io.ssi.linux.procfs.FdInfoFile;
import io.ssi.linux.procfs.FdLink;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.syscall.SocketProtocol;
import io.ssi.linux.syscall.UnixPeers;
import io.ssi.migration.preflight.OpenFacts.DeletedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks at what the processes of one application have open; used once, by one thread. */
final class OpenFactsReader {
  private static final List<String> WITHOUT_A_DISK = List.of("/memfd:", "/dev/", "/SYSV", "/[aio]");

  private final ProcFs proc;
  private final Set<Long> sockets;
  private final Set<Integer> members;
  private @Nullable Map<Long, Long> peers;

  /**
   * A reader.
   *
   * @param proc this node's processes
   * @param sockets inode numbers of all sockets of the application
   * @param members local numbers of all its processes
   */
  OpenFactsReader(ProcFs proc, Set<Long> sockets, Set<Integer> members) {
    this.proc = proc;
    this.sockets = sockets;
    this.members = members;
  }

  OpenFacts read(LocalPid pid, String subject, List<FdLink> links) {
    Path directory = proc.root().resolve(pid.toString());
    Set<String> protocols = new TreeSet<>();
    List<Long> outside = new ArrayList<>();
    List<DeletedFile> deleted = new ArrayList<>();
    List<String> hidden = new ArrayList<>();
    List<Integer> watched = new ArrayList<>();
    List<LockedFile> locked = new ArrayList<>();
    for (FdLink link : links) {
      Path open = directory.resolve("fd").resolve(Integer.toString(link.number()));
      switch (link.kind()) {
        case SOCKET -> {
          Optional<String> protocol = SocketProtocol.of(open);
          protocol.ifPresent(protocols::add);
          protocol
              .filter(name -> name.startsWith("UNIX"))
              .flatMap(any -> peer(link))
              .ifPresent(outside::add);
        }
        case DELETED -> deleted(link.target(), open).ifPresent(deleted::add);
        case PATH -> {
          if (!link.target().startsWith("/dev/") && !link.target().startsWith("/proc/")) {
            if (isHidden(directory.resolve("root"), link.target(), open)) {
              hidden.add(link.target());
            }
            if (details(pid, link).stream().anyMatch(OpenFactsReader::isOwnLock)) {
              LockedFile.of(subject, link.target(), open).ifPresent(locked::add);
            }
          }
        }
        case ANONYMOUS -> {
          if (link.target().contains("pidfd")) {
            details(pid, link).stream()
                .flatMap(line -> watched(line).stream())
                .forEach(watched::add);
          }
        }
        case PIPE, OTHER -> {}
      }
    }
    return new OpenFacts(protocols, outside, deleted, hidden, watched, locked);
  }

  private Optional<Long> peer(FdLink link) {
    Map<Long, Long> known = peers;
    if (known == null) {
      try {
        known = UnixPeers.all();
      } catch (LinuxException e) {
        // Kernels can be built without; CRIU would not work there either.
        known = Map.of();
      }
      peers = known;
    }
    Long peer = known.get(Long.valueOf(link.target().replaceAll("\\D", "")));
    return Optional.ofNullable(peer).filter(number -> !sockets.contains(number));
  }

  private List<String> details(LocalPid pid, FdLink link) {
    return proc.fdInfo(pid, link.number()).map(FdInfoFile::details).orElse(List.of());
  }

  private static boolean isOwnLock(String line) {
    return line.startsWith("lock:") && line.contains(" POSIX ");
  }

  /** {@code Pid:} and a number of this /proc; -1 of a process that has ended. */
  private Optional<Integer> watched(String line) {
    return Optional.of(line)
        .filter(text -> text.matches("Pid:\\s+[1-9]\\d{0,8}"))
        .map(text -> Integer.valueOf(text.replaceAll("\\D", "")))
        .filter(number -> !members.contains(number));
  }

  private static Optional<DeletedFile> deleted(String target, Path open) {
    if (WITHOUT_A_DISK.stream().anyMatch(target::startsWith)) {
      return Optional.empty();
    }
    try {
      Map<String, Object> attributes = Files.readAttributes(open, "unix:nlink,size");
      String path = target.substring(0, target.lastIndexOf(" (deleted)"));
      return Optional.of(
          new DeletedFile(path, number(attributes, "size"), (int) number(attributes, "nlink")));
    } catch (IOException e) {
      // Closed meanwhile.
      return Optional.empty();
    }
  }

  private static boolean isHidden(Path root, String target, Path open) {
    try {
      Object own = Files.getAttribute(open, "unix:ino");
      Path named = root.resolve(target.substring(1));
      return Files.exists(open)
          && (!Files.exists(named) || !Objects.equals(own, Files.getAttribute(named, "unix:ino")));
    } catch (IOException e) {
      return false;
    }
  }

  private static long number(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
