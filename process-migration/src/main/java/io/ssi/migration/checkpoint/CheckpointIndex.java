package io.ssi.migration.checkpoint;

import io.ssi.membership.NodeId;
import io.ssi.membership.map.ClusterMap;
import io.ssi.membership.map.ClusterMaps;
import io.ssi.membership.map.MapSchema;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.RefusedException;
import io.ssi.migration.wire.CheckpointFormat;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Which versions there are and who holds them, as all agents know it. Reads are local; writes block
 * and need a majority.
 */
public final class CheckpointIndex {
  private static final MapSchema<CheckpointId, Checkpoint> SCHEMA =
      new MapSchema<>(
          "checkpoints",
          CheckpointId::toString,
          CheckpointId::parse,
          CheckpointFormat::encode,
          CheckpointFormat::decode);

  private final ClusterMap<CheckpointId, Checkpoint> map;

  /**
   * Opens the shared index.
   *
   * @param maps where the shared maps are
   */
  public CheckpointIndex(ClusterMaps maps) {
    this.map = maps.open(SCHEMA);
  }

  /**
   * All complete versions.
   *
   * @return in order of application and version
   */
  public List<Checkpoint> list() {
    return map.entries().values().stream()
        .filter(Checkpoint::isComplete)
        .sorted((a, b) -> a.id().compareTo(b.id()))
        .toList();
  }

  /**
   * One version, or the newest.
   *
   * @param application whose
   * @param version which; empty for the newest
   * @return the line
   * @throws RefusedException if there is none
   */
  public Checkpoint find(int application, Optional<Integer> version) {
    List<Checkpoint> all =
        list().stream().filter(checkpoint -> checkpoint.id().application() == application).toList();
    if (all.isEmpty()) {
      throw new RefusedException(
          "application " + application + " has no checkpoint; 'ssi ckpt list' shows what there is");
    }
    if (version.isEmpty()) {
      return all.getLast();
    }
    return all.stream()
        .filter(checkpoint -> checkpoint.id().version() == version.get())
        .findFirst()
        .orElseThrow(() ->
            new RefusedException(
                "application "
                    + application
                    + " has no version "
                    + version.get()
                    + "; it has "
                    + all.getFirst().id().version()
                    + " to "
                    + all.getLast().id().version()));
  }

  /**
   * Whether a number must not be given to another application because a checkpoint of it exists.
   *
   * @param application the number
   * @return true if there is any line of it
   */
  public boolean holds(int application) {
    return map.entries().keySet().stream().anyMatch(id -> id.application() == application);
  }

  /**
   * Takes the next version number of an application; nobody else gets it.
   *
   * @param draft makes a line without holders for an id
   * @param application whose
   * @return the line that now stands in the index, not listed yet
   */
  public Checkpoint reserve(int application, Function<CheckpointId, Checkpoint> draft) {
    int next = 1 + newestNumber(map.entries().keySet(), application);
    while (true) {
      Checkpoint line = draft.apply(new CheckpointId(application, next));
      if (map.putIfAbsent(line.id(), line)) {
        return line;
      }
      next++;
    }
  }

  /**
   * Changes a line until the change has held against everybody else's.
   *
   * @param id which
   * @param change from what is there to what shall be there
   */
  public void update(CheckpointId id, UnaryOperator<Checkpoint> change) {
    Optional<Checkpoint> now = map.get(id);
    while (now.isPresent() && !map.replace(id, now.get(), change.apply(now.get()))) {
      now = map.get(id);
    }
  }

  /**
   * Adds a holder of a version, with the line if it is new.
   *
   * @param line the version as its manifest says it
   * @param holder who has it
   */
  public void addHolder(Checkpoint line, NodeId holder) {
    if (!map.putIfAbsent(line.id(), line.withHolders(new TreeSet<>(List.of(holder))))) {
      update(line.id(), found -> found.withHolders(with(found.holders(), holder)));
    }
  }

  /**
   * Removes a line.
   *
   * @param id which; nothing happens if there is none
   */
  public void remove(CheckpointId id) {
    Optional<Checkpoint> now = map.get(id);
    while (now.isPresent() && !map.remove(id, now.get())) {
      now = map.get(id);
    }
  }

  private static NavigableSet<NodeId> with(NavigableSet<NodeId> holders, NodeId holder) {
    TreeSet<NodeId> all = new TreeSet<>(holders);
    all.add(holder);
    return all;
  }

  private static int newestNumber(Collection<CheckpointId> ids, int application) {
    return ids.stream()
        .filter(id -> id.application() == application)
        .mapToInt(CheckpointId::version)
        .max()
        .orElse(0);
  }
}
