package io.ssi.pid.host;

import io.ssi.linux.container.ContainerPhase;
import io.ssi.membership.NodeId;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.MigrationNote;
import java.util.Set;

/**
 * What a new agent does with a container that an earlier one left. What that one had under way has
 * ended with it: CRIU lets the original run on and kills a copy that was held, when the agent that
 * drives it dies.
 */
public enum AttachDecision {
  /** It goes on as if nothing had been. */
  HOST,
  /** Its program runs, only the registry was never told: tell it. */
  FINISH_START,
  /** It never ran: the start has failed. */
  FAIL_START,
  /** A move away or a checkpoint was under way and has ended with its agent: it runs on. */
  RUN_ON,
  /** A move to this node was decided and done; only the end of it was not recorded. */
  FINISH_MOVE,
  /** A move to this node was decided and not done: process-migration has the image. */
  LEAVE_TO_MIGRATION,
  /** A restart was under way and has ended with its agent: the application is lost as before. */
  FAIL_RESTART,
  /** The node was taken for gone, and is not: the application is back. */
  REVIVE,
  /** The application lives elsewhere, or nowhere: the container goes. */
  TAKE_DOWN;

  /** Phases of a migration from which on the target is the one that counts. */
  private static final Set<String> DECIDED = Set.of("COMMITTED", "RESUMED");

  /**
   * Decides by what the cluster says about the application and what the keeper says about the
   * container.
   *
   * @param record the application's record
   * @param keeper the keeper's word; EMPTY also when there is no container
   * @param local this node
   * @return what to do
   */
  public static AttachDecision of(Application record, ContainerPhase keeper, NodeId local) {
    boolean isHost = record.host().equals(local);
    boolean isOwner = record.attempt().owner().equals(local);
    boolean hasRun = keeper == ContainerPhase.RUNNING || keeper == ContainerPhase.ENDED;
    return switch (record.phase()) {
      case STARTING -> isHost ? (hasRun ? FINISH_START : FAIL_START) : TAKE_DOWN;
      case RUNNING -> isHost && hasRun ? HOST : TAKE_DOWN;
      case CHECKPOINTING -> isHost && hasRun ? RUN_ON : TAKE_DOWN;
      case MIGRATING -> {
        if (isHost && isDecided(record)) {
          yield hasRun ? FINISH_MOVE : LEAVE_TO_MIGRATION;
        }
        yield isHost && hasRun ? RUN_ON : TAKE_DOWN;
      }
      // What never ran is a new application that was to begin with a checkpoint.
      case RESTARTING ->
          isOwner ? (record.stays().isEmpty() ? FAIL_START : FAIL_RESTART) : TAKE_DOWN;
      case LOST -> isHost && hasRun ? REVIVE : TAKE_DOWN;
      case ENDED -> TAKE_DOWN;
    };
  }

  /**
   * Whether an application's migration has been decided in favour of its target, which is its host
   * from then on.
   *
   * @param record its record
   * @return true from the commit on
   */
  public static boolean isDecided(Application record) {
    return record.migration().map(MigrationNote::phase).filter(DECIDED::contains).isPresent();
  }

  /** The number of the stay that begins, or has begun with the commit of a migration. */
  static int nextSegment(Application application, NodeId local) {
    boolean hasBegun =
        application.host().equals(local)
            && application.phase() == ApplicationPhase.MIGRATING
            && isDecided(application);
    return hasBegun ? application.stays().size() - 1 : application.stays().size();
  }
}
