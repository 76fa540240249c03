package io.ssi.linux.cgroup;

import io.ssi.linux.LocalPid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The control groups of this machine, as far as the caller's mount namespace shows them. */
public final class ControlGroups {

  /** What a version 1 hierarchy must have one of, for us to make our groups in it. */
  private static final Set<String> USED = Set.of("memory", "cpu", "cpuacct", "pids", "freezer");

  private final Path proc;
  private final List<Hierarchy> hierarchies;

  private ControlGroups(Path proc, List<Hierarchy> hierarchies) {
    this.proc = proc;
    this.hierarchies = List.copyOf(hierarchies);
  }

  /**
   * Finds what is mounted, from {@code /proc/self/mountinfo}.
   *
   * @param proc a {@code /proc} that numbers the caller, so that {@code self} is it
   * @return the groups; without hierarchies where none is mounted
   */
  public static ControlGroups detect(Path proc) {
    Path file = proc.resolve("self/mountinfo");
    List<Hierarchy> unified = new ArrayList<>();
    List<Hierarchy> legacy = new ArrayList<>();
    for (String line : GroupFile.text(file).lines().toList()) {
      MountLine.parse(file, line)
          .flatMap(MountLine::hierarchy)
          .ifPresent(found -> (found.unified() ? unified : legacy).add(found));
    }
    List<Hierarchy> used = new ArrayList<>();
    unified.stream().limit(1).forEach(used::add);
    Set<String> taken = new TreeSet<>();
    for (Hierarchy hierarchy : legacy) {
      boolean isNew = hierarchy.controllers().stream().anyMatch(name -> !taken.contains(name));
      if (isNew && hierarchy.controllers().stream().anyMatch(USED::contains)) {
        taken.addAll(hierarchy.controllers());
        used.add(hierarchy);
      }
    }
    return new ControlGroups(proc, used);
  }

  /**
   * The hierarchies that are used, those without a controller that concerns us left out.
   *
   * @return the unified one first
   */
  public List<Hierarchy> hierarchies() {
    return hierarchies;
  }

  /**
   * Which controllers exist here in either version.
   *
   * @return their names, such as {@code memory}; {@code freezer} also where only version 2 freezes
   */
  public Set<String> controllers() {
    Set<String> names = new LinkedHashSet<>();
    for (Hierarchy hierarchy : hierarchies) {
      names.addAll(hierarchy.controllers());
      if (hierarchy.unified()) {
        names.add("freezer");
      }
    }
    return names;
  }

  /**
   * The group at the top of every hierarchy.
   *
   * @return the one that exists from the beginning
   */
  public ControlGroup top() {
    Map<Hierarchy, Path> directories = new LinkedHashMap<>();
    hierarchies.forEach(hierarchy -> directories.put(hierarchy, hierarchy.mountPoint()));
    return new ControlGroup(directories);
  }

  /**
   * The group of the calling process.
   *
   * @return its place in every hierarchy, which may differ between them
   */
  public ControlGroup own() {
    return of(proc.resolve("self/cgroup"));
  }

  /**
   * The group of a process.
   *
   * @param pid the process
   * @return its place in every hierarchy, which may differ between them
   * @throws ControlGroupException if the process is gone
   */
  public ControlGroup of(LocalPid pid) {
    return of(proc.resolve(pid.toString()).resolve("cgroup"));
  }

  // Lines are hierarchy-id:controllers:path; the unified hierarchy has no controllers there.
  private ControlGroup of(Path file) {
    Map<Hierarchy, Path> directories = new LinkedHashMap<>();
    List<String> lines = GroupFile.text(file).lines().toList();
    for (Hierarchy hierarchy : hierarchies) {
      for (String line : lines) {
        String[] parts = line.split(":", 3);
        if (parts.length < 3 || !parts[2].startsWith("/")) {
          throw new CorruptControlGroupFileException(file, "not id:controllers:path", line);
        }
        boolean matches =
            parts[1].isEmpty()
                ? hierarchy.unified()
                : !hierarchy.unified()
                    && List.of(parts[1].split(",")).containsAll(hierarchy.controllers());
        if (matches) {
          directories.put(hierarchy, hierarchy.directory(parts[2]));
        }
      }
      if (!directories.containsKey(hierarchy)) {
        throw new CorruptControlGroupFileException(
            file, "no line for " + hierarchy.mountPoint(), String.join("\n", lines));
      }
    }
    return new ControlGroup(directories);
  }

  /** What a mount of control groups offers at its top. */
  static Set<String> unifiedControllers(Path mountPoint) {
    Path file = mountPoint.resolve("cgroup.controllers");
    if (!Files.exists(file)) {
      return Set.of();
    }
    Set<String> names = new TreeSet<>(List.of(GroupFile.text(file).strip().split(" ")));
    names.remove("");
    return names;
  }
}
