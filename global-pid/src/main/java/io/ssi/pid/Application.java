package io.ssi.pid;

import io.ssi.linux.WaitStatus;
import io.ssi.membership.NodeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that the cluster knows about one application; immutable. Its checkpoints are kept elsewhere.
 *
 * @param id its id
 * @param revision counts the changes of this record; the registry counts
 * @param name what the user called it, or the last part of the program's path; need not be unique
 * @param owner whose it is
 * @param command program and arguments as they were given
 * @param containers its containers, the first one first; never empty
 * @param phase what is happening to it
 * @param reason why it is in this phase, for people; empty when there is nothing to say
 * @param attempt the attempt that is under way, or the last one
 * @param migration how far a migration has come; empty when none is under way
 * @param programPid the program's pid inside its container; empty until it has started
 * @param startedAt when it was started first
 * @param carried what restores made the kernel forget, for the processes of the newest restore
 * @param exit how the program ended; known while descendants of it still run. Empty while it runs,
 *     and for ever if nobody saw it end
 * @param endedAt when the last process was gone; present exactly in the phase ENDED
 * @param stays where it has been, oldest first; empty until it ran somewhere
 * @param suspended whether its processes are to stand still while it is RUNNING, wherever it is
 * @param partOf the application that this is a further container of; empty for an application
 * @param saving that it is saved again and again; empty if it is not
 * @param origin the checkpoint of another application that it was started from; empty for a program
 *     that was started
 */
public record Application(
    ApplicationId id,
    long revision,
    String name,
    Owner owner,
    List<String> command,
    List<ContainerPlace> containers,
    ApplicationPhase phase,
    String reason,
    Attempt attempt,
    Optional<MigrationNote> migration,
    OptionalInt programPid,
    Instant startedAt,
    List<CarriedProcess> carried,
    Optional<WaitStatus> exit,
    Optional<Instant> endedAt,
    List<Stay> stays,
    boolean suspended,
    Optional<ApplicationId> partOf,
    Optional<SavingPlan> saving,
    Optional<Provenance> origin) {

  /** Takes copies of the lists and refuses what contradicts itself. */
  public Application {
    command = List.copyOf(command);
    containers = List.copyOf(containers);
    carried = List.copyOf(carried);
    stays = List.copyOf(stays);
    if (containers.isEmpty() || !containers.get(0).number().equals(id.firstContainer())) {
      throw new IllegalArgumentException(
          "Application " + id + " is named after its first container, which is not in its list");
    }
    if (partOf.filter(id::equals).isPresent()) {
      throw new IllegalArgumentException("Application " + id + " cannot be part of itself");
    }
    if ((phase == ApplicationPhase.ENDED) != endedAt.isPresent()) {
      throw new IllegalArgumentException(
          "Application " + id + " is " + phase + "; only one that has ended has a time of its end");
    }
  }

  /**
   * The application that people mean: this one, or the one that this is a further container of.
   *
   * @return what {@code ssi ps} shows for all its containers
   */
  public ApplicationId whole() {
    return partOf.orElse(id);
  }

  /**
   * The node of its first container.
   *
   * @return where it runs, or ran last
   */
  public NodeId host() {
    return containers.get(0).host();
  }

  /**
   * Whether one of its containers has a number.
   *
   * @param number the number
   * @return true if it is one of its own
   */
  public boolean holds(ContainerNumber number) {
    return containers.stream().anyMatch(place -> place.number().equals(number));
  }

  /**
   * The program's name in the cluster.
   *
   * @return its global pid; empty until it has started, or if its number has no such form
   */
  public Optional<GlobalPid> root() {
    return programPid.isPresent() && programPid.getAsInt() <= GlobalPid.MAX_CONTAINER_PID
        ? Optional.of(GlobalPid.inContainer(id.firstContainer(), programPid.getAsInt()))
        : Optional.empty();
  }

  /**
   * The stay that is under way, or the last one, as the number of its log segment.
   *
   * @return 0 for the first stay; empty before it
   */
  public OptionalInt segment() {
    return stays.isEmpty() ? OptionalInt.empty() : OptionalInt.of(stays.size() - 1);
  }

  /**
   * Starts a changed copy.
   *
   * @return a change that holds everything of this record
   */
  public ApplicationChange change() {
    return new ApplicationChange(this);
  }
}
