package io.ssi.migration.checkpoint;

import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Versions as people see them: that of an application's first container stands for those of all
 * that were saved with it, and is listed when all are there. Whether it exists is decided in one
 * place, the record of the numbers of the first container's versions: a number that is given there
 * and not deleted. Thread-safe; writes block and need a majority.
 *
 * @param index of the cluster
 */
public record WholeVersions(CheckpointIndex index) {

  /**
   * All that can be used.
   *
   * @return in order of application and version, sizes and processes of all containers summed
   */
  public List<Checkpoint> list() {
    return index.list().stream()
        .filter(line -> line.parts().partOf().isEmpty())
        .flatMap(line -> sum(line).stream())
        .toList();
  }

  /**
   * One of them, or the newest.
   *
   * @param application whose
   * @param version which; empty for the newest
   * @return the line, for all its containers
   * @throws RefusedException if there is none
   */
  public Checkpoint find(int application, Optional<Integer> version) {
    List<Checkpoint> all =
        list().stream().filter(line -> line.id().application() == application).toList();
    OptionalInt whole = all.isEmpty() ? partOf(application) : OptionalInt.empty();
    if (whole.isPresent()) {
      throw new RefusedException(
          "container "
              + application
              + " was saved as part of application "
              + whole.getAsInt()
              + "; name that one");
    }
    Optional<Checkpoint> found =
        version.isEmpty()
            ? all.stream().reduce((first, second) -> second)
            : all.stream().filter(line -> line.id().version() == version.get()).findFirst();
    // The index knows best how to say that there is none.
    return found.orElseGet(() -> unusable(index.find(application, version)));
  }

  /**
   * The versions of an application's containers.
   *
   * @param whole the line of the first one
   * @return that line as the index has it, and the others
   * @throws RefusedException if one is missing
   */
  public List<Checkpoint> members(Checkpoint whole) {
    return ids(whole).stream()
        .map(id -> index.complete(id).orElseThrow(() -> missing(whole, id)))
        .toList();
  }

  /**
   * The versions of the other containers that were saved together with one.
   *
   * @param line of any container
   * @return those that are there
   */
  public List<Checkpoint> siblings(Checkpoint line) {
    int first = line.parts().partOf().orElse(line.id().application());
    return index.line(new CheckpointId(first, line.id().version())).stream()
        .flatMap(whole -> ids(whole).stream())
        .filter(id -> !id.equals(line.id()))
        .flatMap(id -> index.complete(id).stream())
        .toList();
  }

  /**
   * The names of the versions of an application's containers.
   *
   * @param whole the line of the first one
   * @return that one first
   */
  public static List<CheckpointId> ids(Checkpoint whole) {
    int version = whole.id().version();
    return Stream.concat(
            Stream.of(whole.id()),
            whole.parts().others().stream().map(other -> new CheckpointId(other, version)))
        .toList();
  }

  /**
   * Takes the next number that is free for all containers of an application; only the first one's
   * line is made.
   *
   * @param application the first container
   * @param others the further ones
   * @param draft makes a line without holders for an id
   * @return the line that stands in the index now
   */
  public Checkpoint reserve(
      int application, List<Integer> others, Function<CheckpointId, Checkpoint> draft) {
    int next =
        1
            + Stream.concat(Stream.of(application), others.stream())
                .mapToInt(index::highest)
                .max()
                .orElseThrow();
    while (true) {
      Checkpoint line = draft.apply(new CheckpointId(application, next));
      if (index.begin(line)) {
        return line;
      }
      next++;
    }
  }

  /**
   * Takes the number of a further container's version.
   *
   * @param line without holders
   * @return false if it is taken
   */
  public boolean begin(Checkpoint line) {
    return index.begin(line);
  }

  /**
   * Decides that a version exists.
   *
   * @param whole the version of the first container
   * @return false if it was given up before
   */
  public boolean commit(CheckpointId whole) {
    index
        .numbers()
        .change(
            whole.application(),
            now -> now.isRemoved(whole.version()) ? now : now.withGiven(whole.version()));
    return !index.numbers(whole.application()).isRemoved(whole.version());
  }

  /**
   * Decides that a version does not exist.
   *
   * @param whole the version of the first container
   * @return false if it was decided before that it does
   */
  public boolean giveUp(CheckpointId whole) {
    index
        .numbers()
        .change(
            whole.application(),
            now ->
                now.highest() >= whole.version() ? now : now.withRemoved(List.of(whole.version())));
    return index.numbers(whole.application()).isRemoved(whole.version());
  }

  private Optional<Checkpoint> sum(Checkpoint whole) {
    List<Checkpoint> members = new ArrayList<>();
    for (CheckpointId id : ids(whole)) {
      Optional<Checkpoint> member = index.complete(id);
      if (member.isEmpty()) {
        return Optional.empty();
      }
      members.add(member.get());
    }
    return Optional.of(
        new Checkpoint(
            whole.id(),
            whole.description(),
            whole.created(),
            whole.command(),
            whole.ownerUid(),
            members.stream().mapToLong(Checkpoint::bytes).sum(),
            members.stream().mapToLong(Checkpoint::storedBytes).sum(),
            members.stream().mapToInt(Checkpoint::processes).sum(),
            members.stream().map(Checkpoint::frozen).max(Duration::compareTo).orElseThrow(),
            whole.holders(),
            whole.parts()));
  }

  private OptionalInt partOf(int application) {
    return index.list().stream()
        .filter(line -> line.id().application() == application)
        .map(line -> line.parts().partOf())
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElse(OptionalInt.empty());
  }

  private Checkpoint unusable(Checkpoint whole) {
    ids(whole).stream()
        .filter(id -> index.complete(id).isEmpty())
        .findFirst()
        .ifPresent(id -> {
          throw missing(whole, id);
        });
    return whole;
  }

  private static RefusedException missing(Checkpoint whole, CheckpointId id) {
    return new RefusedException(
        "version "
            + whole.id().version()
            + " of application "
            + whole.id().application()
            + " cannot be used now: no node that is here has that of its container "
            + id.application()
            + "; bring back one that has");
  }
}
