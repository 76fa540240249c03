package io.ssi.pid;

import io.ssi.linux.WaitStatus;
import io.ssi.membership.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A changed copy of an {@link Application} in the making; for one thread. Each method changes one
 * thing, {@link #done} gives the record.
 *
 * <p>What belongs together changes together: {@link #ended} sets phase and time, {@link #arrivedAt}
 * sets host and stay.
 */
public final class ApplicationChange {
  private final Application from;
  private String name;
  private List<ContainerPlace> containers;
  private ApplicationPhase phase;
  private String reason;
  private Attempt attempt;
  private Optional<MigrationNote> migration;
  private OptionalInt programPid;
  private List<CarriedProcess> carried;
  private Optional<WaitStatus> exit;
  private Optional<Instant> endedAt;
  private List<Stay> stays;
  private boolean suspended;
  private Optional<SavingPlan> saving;

  ApplicationChange(Application from) {
    this.from = from;
    this.name = from.name();
    this.containers = from.containers();
    this.phase = from.phase();
    this.reason = from.reason();
    this.attempt = from.attempt();
    this.migration = from.migration();
    this.programPid = from.programPid();
    this.carried = from.carried();
    this.exit = from.exit();
    this.endedAt = from.endedAt();
    this.stays = from.stays();
    this.suspended = from.suspended();
    this.saving = from.saving();
  }

  /**
   * Goes to a phase; for the end use {@link #ended}. What is restarted is not suspended.
   *
   * @param next the phase
   * @param why for people; empty when there is nothing to say
   * @return this
   */
  public ApplicationChange phase(ApplicationPhase next, String why) {
    phase = next;
    reason = why;
    endedAt = Optional.empty();
    suspended &= next != ApplicationPhase.RESTARTING;
    return this;
  }

  /**
   * No process of it is left.
   *
   * @param at when that was
   * @param why for people; empty when there is nothing to say
   * @return this
   */
  public ApplicationChange ended(Instant at, String why) {
    phase = ApplicationPhase.ENDED;
    reason = why;
    endedAt = Optional.of(at);
    migration = Optional.empty();
    suspended = false;
    return this;
  }

  /**
   * The program has ended, while descendants of it may live.
   *
   * @param status how
   * @return this
   */
  public ApplicationChange programEnded(WaitStatus status) {
    exit = Optional.of(status);
    return this;
  }

  /**
   * The program runs, or runs again: an exit status of an earlier life is forgotten.
   *
   * @param pid its pid inside
   * @return this
   */
  public ApplicationChange programStarted(int pid) {
    programPid = OptionalInt.of(pid);
    exit = Optional.empty();
    return this;
  }

  /**
   * Its first container is on a node now: host and a new stay.
   *
   * @param node the node
   * @param at since when
   * @return this
   */
  public ApplicationChange arrivedAt(NodeId node, Instant at) {
    List<ContainerPlace> moved = new ArrayList<>(containers);
    moved.set(0, new ContainerPlace(containers.get(0).number(), node));
    containers = moved;
    List<Stay> longer = new ArrayList<>(stays);
    longer.add(new Stay(node, at));
    stays = longer;
    return this;
  }

  /**
   * Begins another attempt.
   *
   * @param owner the node that is responsible for it
   * @return this
   */
  public ApplicationChange nextAttempt(NodeId owner) {
    attempt = attempt.after(owner);
    return this;
  }

  /**
   * How far a migration has come.
   *
   * @param note target and phase
   * @return this
   */
  public ApplicationChange migration(MigrationNote note) {
    migration = Optional.of(note);
    return this;
  }

  /**
   * No migration is under way any more.
   *
   * @return this
   */
  public ApplicationChange noMigration() {
    migration = Optional.empty();
    return this;
  }

  /**
   * What the newest restore made the kernel forget, in place of what was kept before.
   *
   * @param processes one entry per restored process
   * @return this
   */
  public ApplicationChange carried(List<CarriedProcess> processes) {
    carried = List.copyOf(processes);
    return this;
  }

  /**
   * Whether its processes are to stand still.
   *
   * @param still true for all of them, false when they run
   * @return this
   */
  public ApplicationChange suspended(boolean still) {
    suspended = still;
    return this;
  }

  /**
   * Whether it is saved again and again.
   *
   * @param plan how often; empty for no more
   * @return this
   */
  public ApplicationChange saving(Optional<SavingPlan> plan) {
    saving = plan;
    return this;
  }

  /**
   * Gives it another name.
   *
   * @param text the name
   * @return this
   */
  public ApplicationChange name(String text) {
    name = text;
    return this;
  }

  /**
   * The changed record; its revision is one more than that of the record it came from.
   *
   * @return the record
   */
  public Application done() {
    return new Application(
        from.id(),
        from.revision() + 1,
        name,
        from.owner(),
        from.command(),
        containers,
        phase,
        reason,
        attempt,
        migration,
        programPid,
        from.startedAt(),
        carried,
        exit,
        endedAt,
        stays,
        suspended,
        from.partOf(),
        saving,
        from.origin());
  }
}
