package io.ssi.agent.embedded;

import io.ssi.agent.machine.MachineProcesses;
import io.ssi.agent.machine.Waiting;
import io.ssi.linux.LocalPid;
import io.ssi.linux.Signal;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Removes what a cluster left on the machine, found by its places alone: also what a killed {@code
 * ssi up} never wrote down.
 *
 * @param places whose
 * @param processes of the machine
 * @param waiting for processes to end
 */
record Remains(ClusterPlaces places, MachineProcesses processes, Waiting waiting) {
  private static final Duration END_BOUND = Duration.ofSeconds(10);

  /** Ends what still runs in the cluster's control groups and removes all but the state. */
  void clear() throws IOException {
    clearKeepingLock();
    deleteTree(places.run());
    deleteIfEmpty(ClusterPlaces.RUN);
  }

  /** The same, but leaves the directory with the lock, for a start that follows at once. */
  void clearKeepingLock() throws IOException {
    NodeGroup group = NodeGroup.of(places.cgroup());
    for (LocalPid pid : group.processes()) {
      processes.identity(pid).ifPresent(process -> processes.signal(process, Signal.KILL));
    }
    group.thaw();
    if (!waiting.until("control groups to empty", END_BOUND, group::remove)) {
      Set<LocalPid> left = group.processes();
      throw new EmbeddedException(
          "cannot remove the control group "
              + places.cgroup()
              + ": "
              + (left.isEmpty() ? "it is in use" : "processes " + left + " do not end")
              + "; end them and run ssi down again");
    }
    NodeGroup.of(ClusterPlaces.GROUPS).removeIfUnused();
    new ClusterSwitch(places).remove();
    if (Files.isDirectory(places.run())) {
      try (Stream<Path> entries = Files.list(places.run())) {
        for (Path entry : entries.filter(path -> !path.equals(places.lock())).toList()) {
          deleteTree(entry);
        }
      }
    }
  }

  /** Removes the state directories of all nodes, checkpoints included, and the cluster's key. */
  void clearState() throws IOException {
    deleteTree(places.state());
    deleteIfEmpty(ClusterPlaces.STATE);
  }

  /** Deletes a directory with all it holds; follows no link. Idempotent. */
  static void deleteTree(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }

  private static void deleteIfEmpty(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException e) {
      return; // Another cluster lives there.
    }
  }
}
