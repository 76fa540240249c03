package io.ssi.linux.cgroup;

import java.nio.file.Path;
import java.util.Set;

/**
 * One mounted tree of control groups.
 *
 * @param unified true for the tree of version 2, false for one of version 1
 * @param controllers names of the controllers that it has at its top, such as {@code memory}; for
 *     the named trees of version 1 none
 * @param mountPoint where it is mounted
 * @param mountRoot which group of the tree the mount point shows; {@code /} unless a container sees
 *     only its own part
 */
public record Hierarchy(
    boolean unified, Set<String> controllers, Path mountPoint, String mountRoot) {

  /** Takes a copy of the set. */
  public Hierarchy {
    controllers = Set.copyOf(controllers);
  }

  /**
   * The directory of a group.
   *
   * @param group its path in the tree, as in {@code /proc/PID/cgroup}
   * @return the directory below the mount point; the mount point itself for a group outside of what
   *     is mounted
   */
  Path directory(String group) {
    String below = group;
    if (!mountRoot.equals("/")) {
      boolean inside = group.equals(mountRoot) || group.startsWith(mountRoot + "/");
      below = inside ? group.substring(mountRoot.length()) : "/";
    }
    return mountPoint.resolve(below.substring(Math.min(1, below.length()))).normalize();
  }
}
