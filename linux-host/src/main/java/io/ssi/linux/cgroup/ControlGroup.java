package io.ssi.linux.cgroup;

import io.ssi.linux.LocalPid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One group: its directories in all hierarchies that we use. The group need not exist yet.
 *
 * <p>Any thread. {@link ControlGroupException} when the kernel refuses.
 */
public final class ControlGroup {
  private final Map<Hierarchy, Path> directories;

  ControlGroup(Map<Hierarchy, Path> directories) {
    this.directories = new LinkedHashMap<>(directories);
  }

  /**
   * A group below this one.
   *
   * @param name one or more names with slashes between
   * @return the group, whether it exists or not
   */
  public ControlGroup child(String name) {
    Path relative = Path.of(name).normalize();
    if (relative.isAbsolute() || relative.startsWith("..") || name.isEmpty()) {
      throw new IllegalArgumentException("Not the name of a group below another: " + name);
    }
    Map<Hierarchy, Path> children = new LinkedHashMap<>();
    directories.forEach((hierarchy, path) -> children.put(hierarchy, path.resolve(relative)));
    return new ControlGroup(children);
  }

  /**
   * Its directories, one for each hierarchy.
   *
   * @return the unified one first
   */
  public List<Path> directories() {
    return List.copyOf(directories.values());
  }

  /**
   * Its directories and those of all groups below it that there are, in all hierarchies. Groups
   * that are removed meanwhile may be missing or still be listed.
   *
   * @return parents before what is below them; empty if the group does not exist
   */
  public List<Path> tree() {
    return directories.values().stream().flatMap(top -> GroupWalk.below(top).stream()).toList();
  }

  /**
   * Whether it is there in all hierarchies.
   *
   * @return true if it can take processes
   */
  public boolean exists() {
    return directories.values().stream().allMatch(Files::isDirectory);
  }

  /**
   * Makes the group, and those above it, in every hierarchy; in the unified one their controllers
   * are switched on where the kernel lets us. Idempotent. Which controllers the group has then is
   * told by its accounts.
   */
  public void create() {
    directories.forEach((hierarchy, directory) -> {
      try {
        Files.createDirectories(directory);
      } catch (IOException e) {
        throw new ControlGroupException(
            "create group", directory, e, "run the agent as root, with /sys/fs/cgroup writable");
      }
      if (hierarchy.unified()) {
        Delegation.toParentsOf(directory, hierarchy);
      }
    });
  }

  /**
   * Removes the group and those below it from every hierarchy. Idempotent.
   *
   * @throws ControlGroupException while a process is in one of them
   */
  public void remove() {
    directories.values().forEach(ControlGroup::removeTree);
  }

  // The files of a group go with its directory, and are not removed one by one.
  private static void removeTree(Path directory) {
    try {
      for (Path below : groupsBelow(directory)) {
        removeTree(below);
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new ControlGroupException(
          "remove group", directory, e, "end the processes listed in its cgroup.procs first");
    }
  }

  private static List<Path> groupsBelow(Path directory) throws IOException {
    try (Stream<Path> below = Files.list(directory)) {
      return below.filter(Files::isDirectory).toList();
    } catch (NoSuchFileException gone) {
      return List.of();
    }
  }

  /**
   * Moves a process, with all its threads, into the group in every hierarchy.
   *
   * @param pid the process, as the caller's pid namespace numbers it
   */
  public void add(LocalPid pid) {
    directories
        .values()
        .forEach(directory -> GroupFile.write(directory.resolve("cgroup.procs"), pid.toString()));
  }

  /**
   * Processes of the group itself, without those of groups below it.
   *
   * @return ascending; those that the caller's pid namespace does not number are left out
   */
  public List<LocalPid> processes() {
    TreeSet<LocalPid> pids = new TreeSet<>();
    directories.values().forEach(directory -> pids.addAll(listed(directory)));
    return List.copyOf(pids);
  }

  private static List<LocalPid> listed(Path directory) {
    Path file = directory.resolve("cgroup.procs");
    return GroupFile.text(file)
        .lines()
        .map(line -> GroupFile.value(file, line))
        .filter(number -> number > 0)
        .map(number -> new LocalPid(Math.toIntExact(number)))
        .toList();
  }

  /**
   * Processes of the group and of all groups below it. Groups that are removed meanwhile have none.
   *
   * @return ascending; those that the caller's pid namespace does not number are left out
   */
  public SortedSet<LocalPid> treeProcesses() {
    TreeSet<LocalPid> pids = new TreeSet<>();
    for (Path directory : tree()) {
      try {
        pids.addAll(listed(directory));
      } catch (ControlGroupException e) {
        throwIfThere(directory, e);
      }
    }
    return pids;
  }

  /**
   * Lets frozen processes of the group and of all groups below it go on: under version 1 a frozen
   * process does not even die of SIGKILL. Idempotent.
   */
  public void thawTree() {
    for (Path directory : tree()) {
      try {
        thaw(directory.resolve("freezer.state"), "THAWED");
        thaw(directory.resolve("cgroup.freeze"), "0");
      } catch (ControlGroupException e) {
        throwIfThere(directory, e);
      }
    }
  }

  private static void thaw(Path file, String word) {
    if (Files.exists(file)) {
      GroupFile.write(file, word);
    }
  }

  // A file of a group that is removed while we use it fails with ENOENT or ENODEV.
  private static void throwIfThere(Path directory, ControlGroupException e) {
    if (Files.exists(directory)) {
      throw e;
    }
  }

  /**
   * Its memory.
   *
   * @return the account, or empty if the group has no memory controller
   */
  public Optional<MemoryAccount> memory() {
    return legacy("memory")
        .<MemoryAccount>map(LegacyMemory::new)
        .or(() ->
            unified()
                .filter(entry -> UnifiedMemory.isIn(entry.getValue()))
                .map(entry -> new UnifiedMemory(entry.getValue(), entry.getKey().mountPoint())));
  }

  /**
   * Its processor time.
   *
   * @return the account, or empty if nothing counts it
   */
  public Optional<CpuAccount> cpu() {
    return legacy("cpuacct")
        .<CpuAccount>map(LegacyCpu::new)
        .or(() -> unifiedDirectory().filter(UnifiedCpu::isIn).map(UnifiedCpu::new));
  }

  /**
   * Its tasks.
   *
   * @return the account, or empty if the group has no pids controller
   */
  public Optional<PidsAccount> pids() {
    return legacy("pids")
        .or(this::unifiedDirectory)
        .filter(PidsAccount::isIn)
        .map(PidsAccount::new);
  }

  /**
   * Stops and resumes it; version 2 is preferred where both can.
   *
   * @return the freezer, or empty for the top group and where there is none
   */
  public Optional<Freezer> freezer() {
    return unifiedDirectory()
        .filter(Freezer::isIn)
        .map(directory -> new Freezer(directory, true))
        .or(() ->
            legacy("freezer")
                .filter(directory -> Files.exists(directory.resolve("freezer.state")))
                .map(directory -> new Freezer(directory, false)));
  }

  private Optional<Path> legacy(String controller) {
    return directories.entrySet().stream()
        .filter(entry -> !entry.getKey().unified())
        .filter(entry -> entry.getKey().controllers().contains(controller))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private Optional<Path> unifiedDirectory() {
    return unified().map(Map.Entry::getValue);
  }

  private Optional<Map.Entry<Hierarchy, Path>> unified() {
    return directories.entrySet().stream().filter(entry -> entry.getKey().unified()).findFirst();
  }

  @Override
  public String toString() {
    return directories.values().toString();
  }
}
