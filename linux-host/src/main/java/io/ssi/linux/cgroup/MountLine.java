package io.ssi.linux.cgroup;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A line of {@code /proc/self/mountinfo}, see {@code proc_pid_mountinfo(5)}, as far as control
 * groups need it.
 *
 * @param root which directory of the file system is mounted
 * @param mountPoint where
 * @param type the file system's type
 * @param superOptions options of the file system as a whole
 */
record MountLine(String root, Path mountPoint, String type, List<String> superOptions) {

  /** Names of controllers that Linux has; other options of a mount are not controllers. */
  private static final Set<String> CONTROLLERS =
      Set.of(
          "cpu",
          "cpuacct",
          "cpuset",
          "memory",
          "devices",
          "freezer",
          "blkio",
          "pids",
          "net_cls",
          "net_prio",
          "perf_event",
          "hugetlb",
          "rdma",
          "misc",
          "debug",
          "dmem");

  private static final int FIXED_FIELDS = 6;

  /**
   * Parses a line.
   *
   * @param file for the error
   * @param line the line
   * @return the mount, or empty if it is not of control groups
   */
  static Optional<MountLine> parse(Path file, String line) {
    String[] words = line.split(" ", -1);
    int dash = FIXED_FIELDS;
    while (dash < words.length && !words[dash].equals("-")) {
      dash++;
    }
    if (dash + 3 >= words.length) {
      throw new CorruptControlGroupFileException(file, "not a mount", line);
    }
    String type = words[dash + 1];
    if (!type.equals("cgroup") && !type.equals("cgroup2")) {
      return Optional.empty();
    }
    return Optional.of(
        new MountLine(
            unescape(words[3]),
            Path.of(unescape(words[4])),
            type,
            List.of(words[dash + 3].split(","))));
  }

  // Blank, tabulator, newline and backslash are written as three octal digits.
  private static String unescape(String word) {
    return word.replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }

  Optional<Hierarchy> hierarchy() {
    if (type.equals("cgroup2")) {
      return Optional.of(
          new Hierarchy(true, ControlGroups.unifiedControllers(mountPoint), mountPoint, root));
    }
    Set<String> controllers = new TreeSet<>(superOptions);
    controllers.retainAll(CONTROLLERS);
    return Optional.of(new Hierarchy(false, controllers, mountPoint, root));
  }
}
