package io.ssi.agent.embedded;

import io.ssi.linux.LocalPid;
import io.ssi.linux.cgroup.ControlGroup;
import io.ssi.linux.cgroup.ControlGroupException;
import io.ssi.linux.cgroup.ControlGroups;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;

/**
 * The control group of a node or of a whole cluster, with all groups below it.
 *
 * @param group its top
 */
record NodeGroup(ControlGroup group) {

  /** The group with a path such as {@code ssi/default/node1}, on this machine. */
  static NodeGroup of(Path path) {
    return new NodeGroup(ControlGroups.detect(Path.of("/proc")).top().child(path.toString()));
  }

  /**
   * Makes it and bounds the memory of all its processes together.
   *
   * @return false if the machine has no memory controller to do it with
   */
  boolean create(long memoryBytes) {
    group.create();
    group.memory().ifPresent(memory -> memory.limitTo(memoryBytes));
    return group.memory().isPresent();
  }

  /** Its directories, one per line, as the scripts take them. */
  String lines() {
    return String.join("\n", group.directories().stream().map(Path::toString).toList());
  }

  boolean existsAnywhere() {
    return group.directories().stream().anyMatch(Files::exists);
  }

  /** The processes in it and below. */
  SortedSet<LocalPid> processes() {
    return group.treeProcesses();
  }

  /** Lets frozen processes in it and below go on, so that they can be ended. */
  void thaw() {
    group.thawTree();
  }

  /**
   * Removes it and all groups below.
   *
   * @return false while processes are in them
   */
  boolean remove() {
    try {
      group.remove();
      return true;
    } catch (ControlGroupException e) {
      return false;
    }
  }

  /** Removes it unless it has processes or groups below. */
  void removeIfUnused() {
    if (group.tree().size() == group.directories().stream().filter(Files::exists).count()) {
      boolean _ = remove();
    }
  }
}
