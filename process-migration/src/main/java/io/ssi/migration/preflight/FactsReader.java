package io.ssi.migration.preflight;

import io.ssi.linux.LocalPid;
import io.ssi.linux.procfs.FdInfoFile;
import io.ssi.linux.procfs.FdLink;
import io.ssi.linux.procfs.IdSet;
import io.ssi.linux.procfs.MapsFile;
import io.ssi.linux.procfs.MemoryMapping;
import io.ssi.linux.procfs.NamespaceKind;
import io.ssi.linux.procfs.NamespaceLinks;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.procfs.StatFile;
import io.ssi.linux.procfs.StatusFile;
import io.ssi.migration.TakenImage;
import io.ssi.migration.container.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads what the node sees of an application from {@code /proc}, without touching it. A process
 * that ends meanwhile is left out. Blocks on {@code /proc}; thread-safe.
 */
public final class FactsReader {
  private static final int ACCESS_MODE = 03;
  private static final int WRITE_ONLY = 01;
  private static final int APPEND = 02000;
  private static final List<String> OF_THE_NODE = List.of("/proc/", "/sys/", "/dev/");

  private static final Set<NamespaceKind> KINDS =
      EnumSet.complementOf(
          EnumSet.of(NamespaceKind.PID_FOR_CHILDREN, NamespaceKind.TIME_FOR_CHILDREN));
  private static final long CAP_SYS_RESOURCE = 1L << 24;

  private final ProcFs proc;
  private final LocalPid self;

  /**
   * A reader.
   *
   * @param proc this node's processes
   * @param self this agent among them; CRIU has the same user and rights
   */
  public FactsReader(ProcFs proc, LocalPid self) {
    this.proc = proc;
    this.self = self;
  }

  /**
   * Reads the facts of an application.
   *
   * @param members its processes
   * @param prepared whether a path is made ready on every node that an application comes to
   * @return what is seen of it
   */
  public ApplicationFacts read(List<Member> members, Predicate<String> prepared) {
    Map<LocalPid, List<FdLink>> descriptors = new LinkedHashMap<>();
    for (Member member : members) {
      proc.fds(member.local()).ifPresent(found -> descriptors.put(member.local(), found.links()));
    }
    Set<Long> sockets = new HashSet<>();
    descriptors.values().forEach(links -> sockets.addAll(sockets(links)));
    TcpTable table = sockets.isEmpty() ? new TcpTable() : tcpTable(members);
    Set<Integer> locals = new HashSet<>();
    members.forEach(member -> locals.add(member.local().value()));
    OpenFactsReader open = new OpenFactsReader(proc, sockets, locals);
    StatusFile agent = proc.status(self).orElseThrow();
    Optional<NamespaceLinks> common =
        members.stream()
            .filter(member -> member.inside() == TakenImage.REAPER)
            .findFirst()
            .flatMap(reaper -> proc.namespaces(reaper.local()));
    List<ProcessFacts> processes = new ArrayList<>();
    Map<String, FileUse> files = new LinkedHashMap<>();
    long memory = 0;
    long image = 0;
    for (Member member : members) {
      List<FdLink> links = descriptors.getOrDefault(member.local(), List.of());
      Optional<StatusFile> status = proc.status(member.local());
      if (status.isEmpty()) {
        continue;
      }
      processes.add(
          new ProcessFacts(
              member.inside(),
              status.get().name(),
              status.get().tracer(),
              links.stream().map(FdLink::target).toList(),
              open.read(
                  member.local(),
                  ProcessFacts.subject(member.inside(), status.get().name()),
                  links),
              table.of(sockets, sockets(links)),
              ownNamespaces(member.local(), common),
              !sameIds(status.get(), agent)));
      long resident = proc.stat(member.local()).map(StatFile::residentBytes).orElse(0L);
      memory += resident;
      image += anonymousBytes(member.local(), resident);
      collect(member.local(), links, prepared, files);
    }
    boolean limitsReadable = (agent.effectiveCapabilities() & CAP_SYS_RESOURCE) != 0;
    return new ApplicationFacts(
        processes, List.copyOf(files.values()), memory, image, limitsReadable);
  }

  /** {@code /proc/PID/statm} counts in pages: all, resident, of those with a file behind them. */
  private long anonymousBytes(LocalPid pid, long resident) {
    try {
      Path statm = proc.root().resolve(pid.toString()).resolve("statm");
      String[] pages = Files.readString(statm).split(" ", -1);
      long all = Long.parseLong(pages[1]);
      return all == 0 ? 0 : (all - Long.parseLong(pages[2])) * (resident / all);
    } catch (IOException e) {
      // The process has ended meanwhile.
      return 0;
    }
  }

  private List<String> ownNamespaces(LocalPid pid, Optional<NamespaceLinks> common) {
    return common
        .map(first ->
            KINDS.stream()
                .filter(kind -> differ(first.inode(kind), proc.namespace(pid, kind)))
                .map(NamespaceKind::file)
                .toList())
        .orElse(List.of());
  }

  private static boolean differ(Optional<Long> one, Optional<Long> other) {
    return one.isPresent() && other.isPresent() && !one.equals(other);
  }

  /** As the kernel compares for prlimit(2): real, effective and saved ids with CRIU's real one. */
  private static boolean sameIds(StatusFile process, StatusFile criu) {
    return all(process.users(), criu.users().real()) && all(process.groups(), criu.groups().real());
  }

  private static boolean all(IdSet ids, int id) {
    return ids.real() == id && ids.effective() == id && ids.saved() == id;
  }

  private void collect(
      LocalPid pid, List<FdLink> links, Predicate<String> prepared, Map<String, FileUse> files) {
    Path directory = proc.root().resolve(pid.toString());
    for (FdLink link : links) {
      if (link.kind() == FdLink.Kind.PATH && belongsToFiles(link.target(), prepared)) {
        Path open = directory.resolve("fd").resolve(Integer.toString(link.number()));
        int flags = proc.fdInfo(pid, link.number()).map(FdInfoFile::flags).orElse(0);
        boolean appendOnly = (flags & ACCESS_MODE) == WRITE_ONLY && (flags & APPEND) != 0;
        add(link.target(), open, appendOnly, Optional.empty(), files);
      }
    }
    for (MemoryMapping mapping : proc.maps(pid).map(MapsFile::mappings).orElse(List.of())) {
      String name = mapping.name().orElse("");
      if (mapping.isOfFile() && !mapping.isDeleted() && belongsToFiles(name, prepared)) {
        Path path = Path.of(name);
        add(name, path, false, build(mapping, path, files), files);
      }
    }
    try {
      Path here = Files.readSymbolicLink(directory.resolve("cwd"));
      if (belongsToFiles(here.toString(), prepared)) {
        add(here.toString(), directory.resolve("cwd"), false, Optional.empty(), files);
      }
    } catch (IOException e) {
      // The process has ended meanwhile and moves nowhere.
      return;
    }
  }

  /**
   * Of what is executed only: reading all files that are mapped would take longer than the rest.
   */
  private static Optional<String> build(
      MemoryMapping mapping, Path path, Map<String, FileUse> files) {
    FileUse known = files.get(path.toString());
    boolean isKnown = known != null && known.buildId().isPresent();
    return mapping.permissions().charAt(2) == 'x' && !isKnown ? BuildId.of(path) : Optional.empty();
  }

  private static void add(
      String name,
      Path open,
      boolean appendOnly,
      Optional<String> build,
      Map<String, FileUse> files) {
    FileUse known = files.get(name);
    if (known != null && build.isEmpty() && (appendOnly || !known.appendOnly())) {
      return;
    }
    try {
      Map<String, Object> attributes = Files.readAttributes(open, "unix:mode,size,ino");
      int mode = (Integer) attributes.getOrDefault("mode", 0);
      long size = ((Number) attributes.getOrDefault("size", 0L)).longValue();
      long inode = ((Number) attributes.getOrDefault("ino", 0L)).longValue();
      Optional<String> number = known == null ? build : build.or(known::buildId);
      boolean grows = appendOnly && (known == null || known.appendOnly());
      files.put(name, new FileUse(name, size, mode, inode, grows, number));
    } catch (IOException e) {
      // Closed meanwhile.
      return;
    }
  }

  /**
   * Whether a path is of a file that has to be the same on every node: not one of the kernel's, nor
   * one that is made ready there.
   *
   * @param path as the kernel names what is open or mapped
   * @param prepared whether a path is made ready on every node that an application comes to
   * @return true for files
   */
  public static boolean belongsToFiles(String path, Predicate<String> prepared) {
    return path.startsWith("/")
        && OF_THE_NODE.stream().noneMatch(path::startsWith)
        && !path.startsWith("/memfd:")
        && !path.startsWith("/SYSV")
        && !prepared.test(path);
  }

  private static List<Long> sockets(List<FdLink> links) {
    return links.stream()
        .filter(link -> link.kind() == FdLink.Kind.SOCKET)
        .map(link -> link.target().replaceAll("\\D", ""))
        .map(Long::valueOf)
        .toList();
  }

  /**
   * All of them share the network namespace, so the first that has not ended meanwhile will do. The
   * kernel walks through all of its hash table for this, which takes it milliseconds.
   */
  private TcpTable tcpTable(List<Member> members) {
    TcpTable table = new TcpTable();
    for (Member member : members) {
      if (add(member.local(), table)) {
        return table;
      }
    }
    return table;
  }

  private boolean add(LocalPid pid, TcpTable table) {
    Path net = proc.root().resolve(pid.toString()).resolve("net");
    try {
      table.add(Files.readAllLines(net.resolve("tcp")));
      if (Files.exists(net.resolve("tcp6"))) {
        table.add(Files.readAllLines(net.resolve("tcp6")));
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
