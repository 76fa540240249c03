package io.ssi.migration.checkpoint;

import io.ssi.membership.NodeId;
import io.ssi.membership.map.ClusterMap;
import io.ssi.membership.map.ClusterMaps;
import io.ssi.membership.map.MapSchema;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.RefusedException;
import io.ssi.migration.VersionNumbers;
import io.ssi.migration.wire.CheckpointFormat;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Consumer;
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
  private final VersionNumbersMap numbers;

  /**
   * Opens the shared index.
   *
   * @param maps where the shared maps are
   */
  public CheckpointIndex(ClusterMaps maps) {
    this.map = maps.open(SCHEMA);
    this.numbers = new VersionNumbersMap(maps);
  }

  /**
   * All complete versions, those of further containers included.
   *
   * @return in order of application and version
   */
  public List<Checkpoint> list() {
    return map.entries().values().stream()
        .filter(Checkpoint::isComplete)
        .filter(line -> !isRemoved(line.id()))
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
   * Takes the next version number of an application; nobody else gets it while the line is there.
   *
   * @param draft makes a line without holders for an id
   * @param application whose
   * @return the line that now stands in the index, not listed yet
   */
  public Checkpoint reserve(int application, Function<CheckpointId, Checkpoint> draft) {
    int next = 1 + highest(application);
    while (true) {
      Checkpoint line = draft.apply(new CheckpointId(application, next));
      if (begin(line)) {
        return line;
      }
      next++;
    }
  }

  /** The highest version number of an application that was ever taken, as far as is known. */
  int highest(int application) {
    int known = newestNumber(map.entries().keySet(), application);
    return Math.max(known, numbers(application).highest());
  }

  /** Takes the number of a line without holders; false if it is taken. */
  boolean begin(Checkpoint line) {
    return map.putIfAbsent(line.id(), line);
  }

  /** What stands in the index about a version. */
  Optional<Checkpoint> line(CheckpointId id) {
    return map.get(id);
  }

  /** One complete version, if it is there and was not deleted. */
  Optional<Checkpoint> complete(CheckpointId id) {
    return map.get(id).filter(Checkpoint::isComplete).filter(line -> !isRemoved(id));
  }

  /**
   * Which version numbers of an application were given, and which versions deleted.
   *
   * @param application whose
   * @return what this agent knows
   */
  public VersionNumbers numbers(int application) {
    return numbers.get(application);
  }

  /**
   * The numbers of all applications.
   *
   * @return what all agents know
   */
  public VersionNumbersMap numbers() {
    return numbers;
  }

  /**
   * Adds what a node knows about an application's numbers to what all know.
   *
   * @param application whose
   * @param known from the node's disk
   */
  public void merge(int application, VersionNumbers known) {
    numbers.change(application, now -> now.with(known));
  }

  /**
   * Deletes versions for good: no holder that comes back brings them back. The holders remove them
   * when they see it.
   *
   * @param application whose
   * @param versions which
   */
  public void delete(int application, Collection<Integer> versions) {
    numbers.change(application, now -> now.withRemoved(versions));
    versions.forEach(version -> remove(new CheckpointId(application, version)));
  }

  /**
   * Whether a version was deleted.
   *
   * @param id which
   * @return true if it must not come back
   */
  public boolean isRemoved(CheckpointId id) {
    return numbers(id.application()).isRemoved(id.version()) || isPartOfRemoved(id);
  }

  private boolean isPartOfRemoved(CheckpointId id) {
    OptionalInt whole = map.get(id).map(line -> line.parts().partOf()).orElse(OptionalInt.empty());
    return whole.isPresent() && numbers(whole.getAsInt()).isRemoved(id.version());
  }

  /**
   * Calls a listener after each change of an application's numbers.
   *
   * @param listener told the application, on a thread that may block
   */
  public void listenToNumbers(Consumer<Integer> listener) {
    numbers.listen(listener);
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
   * Adds a holder of a version that is whole, with the line if it is new. From then on its number
   * is given for good.
   *
   * @param line the version as its manifest says it
   * @param holder who has it
   * @return false if the number belongs to another version of the application: then nothing was
   *     changed
   */
  public boolean addHolder(Checkpoint line, NodeId holder) {
    Checkpoint only = line.withHolders(new TreeSet<>(List.of(holder)));
    int version = line.id().version();
    numbers.change(line.id().application(), now -> now.withGiven(version));
    if (!map.putIfAbsent(line.id(), only)) {
      Optional<Checkpoint> found = map.get(line.id()).filter(Checkpoint::isComplete);
      if (found.isPresent() && !found.get().isSameVersion(line)) {
        return false;
      }
      update(line.id(), now -> now.isComplete() ? now.withHolder(holder) : only);
    }
    if (isRemoved(line.id())) {
      remove(line.id());
    }
    return true;
  }

  /**
   * Takes a holder off a version that it does not have any more.
   *
   * @param id which
   * @param holder who had it
   */
  public void removeHolder(CheckpointId id, NodeId holder) {
    update(id, now -> now.withoutHolder(holder));
  }

  /**
   * The number under which a version is listed that came under a number of another one.
   *
   * @param line the version as its manifest says it
   * @return its number, if it is listed
   */
  public Optional<CheckpointId> sameVersion(Checkpoint line) {
    return list().stream()
        .filter(other -> other.id().application() == line.id().application())
        .filter(other -> other.isSameVersion(line))
        .map(Checkpoint::id)
        .findFirst();
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

  private static int newestNumber(Collection<CheckpointId> ids, int application) {
    return ids.stream()
        .filter(id -> id.application() == application)
        .mapToInt(CheckpointId::version)
        .max()
        .orElse(0);
  }
}
