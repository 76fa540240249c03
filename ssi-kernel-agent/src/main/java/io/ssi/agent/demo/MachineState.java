package io.ssi.agent.demo;

import io.ssi.agent.machine.HostCommand;
import io.ssi.linux.LocalPid;
import io.ssi.linux.cgroup.ControlGroups;
import io.ssi.linux.procfs.NamespaceKind;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.procfs.UnreadableProcFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a cluster could leave behind on the machine, without what belongs to other clusters, which
 * may run beside it.
 *
 * @param mounts mount points
 * @param links network links
 * @param namespaces pid namespaces of the machine's processes, by number
 * @param groups control groups of clusters
 * @param files in the directories where programs put what does not stay; of /tmp only names with
 *     "ssi" in them, because the machine's other programs use it too
 */
record MachineState(
    Set<String> mounts,
    Set<String> links,
    Set<String> namespaces,
    Set<String> groups,
    Set<String> files) {
  private static final Pattern OF_A_CLUSTER = Pattern.compile("/ssi/([a-z][a-z0-9-]*)");
  private static final List<String> DIRECTORIES = List.of("/run", "/tmp", "/dev/shm", "/var/lib");

  /** Looks at the machine; {@code own} is the demo's own directory. */
  static MachineState now(Path own, String cluster) {
    try {
      Set<String> mounts =
          Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
              .map(line -> line.split(" ", 6)[4])
              .filter(path -> !isOfAnother(path, cluster))
              .collect(Collectors.toCollection(TreeSet::new));
      Set<String> links =
          HostCommand.of("ip", "-o", "link")
              .run()
              .lines()
              .map(line -> line.replaceFirst("^\\d+: ([^:@]+).*", "$1"))
              .collect(Collectors.toCollection(TreeSet::new));
      return new MachineState(
          mounts, links, pidNamespaces(cluster), clusterGroups(cluster), filesBeside(own, cluster));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at the machine", e);
    }
  }

  /** Whether a path is one of another cluster: below /run/ssi, /var/lib/ssi or a control group. */
  private static boolean isOfAnother(String path, String cluster) {
    Matcher below = OF_A_CLUSTER.matcher(path);
    return below.find() && !below.group(1).equals(cluster);
  }

  private static Set<String> pidNamespaces(String cluster) {
    ProcFs proc = new ProcFs(Path.of("/proc"));
    Set<String> found = new TreeSet<>();
    for (LocalPid pid : proc.pids()) {
      try {
        if (isOfAnother(Files.readString(proc.root().resolve(pid + "/cgroup")), cluster)) {
          continue;
        }
        proc.namespace(pid, NamespaceKind.PID).ifPresent(number -> found.add("pid:" + number));
      } catch (IOException e) {
        // It has ended meanwhile.
        found.add("pid:unreadable");
      } catch (UnreadableProcFileException e) {
        // The machine's own init may be closed even to root; it is in no namespace of ours.
        found.add("pid:unreadable");
      }
    }
    return found;
  }

  private static Set<String> clusterGroups(String cluster) {
    return ControlGroups.detect(Path.of("/proc")).top().child("ssi").tree().stream()
        .map(Path::toString)
        .filter(path -> !isOfAnother(path, cluster))
        .filter(path -> !isShared(Path.of(path), cluster))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> filesBeside(Path own, String cluster) throws IOException {
    Set<String> found = new TreeSet<>();
    for (String directory : DIRECTORIES) {
      try (Stream<Path> inside = Files.list(Path.of(directory))) {
        inside
            .map(Path::toString)
            .filter(path -> !path.equals(own.toString()))
            .filter(path -> !path.startsWith("/tmp/") || path.contains("ssi"))
            .filter(path -> !isShared(Path.of(path), cluster))
            .forEach(found::add);
      }
    }
    return found;
  }

  /** Whether a directory is one that all clusters have together, and another one still needs it. */
  private static boolean isShared(Path directory, String cluster) {
    if (!directory.endsWith("ssi") || !Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> inside = Files.list(directory)) {
      return inside.anyMatch(entry -> Files.isDirectory(entry) && !entry.endsWith(cluster));
    } catch (NoSuchFileException e) {
      return true; // The other one has just ended, and took it along.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What another state has that this one has not. */
  String surplusOf(MachineState other) {
    StringBuilder surplus = new StringBuilder();
    add(surplus, "mount", mounts, other.mounts);
    add(surplus, "link", links, other.links);
    add(surplus, "namespace", namespaces, other.namespaces);
    add(surplus, "control group", groups, other.groups);
    add(surplus, "file", files, other.files);
    return surplus.toString();
  }

  private static void add(
      StringBuilder surplus, String kind, Set<String> before, Set<String> after) {
    Set<String> more = new TreeSet<>(after);
    more.removeAll(before);
    more.forEach(each ->
        surplus.append(surplus.isEmpty() ? "" : ", ").append(kind).append(' ').append(each));
  }
}
