package io.ssi.pid.host;

import io.ssi.linux.container.ContainerPhase;
import io.ssi.membership.NodeId;
import io.ssi.pid.Application;
import io.ssi.pid.MigrationNote;
import java.util.Set;

/** What a new agent does with a container that an earlier one left. */
public enum AttachDecision {
  /** It goes on as if nothing had been. */
  HOST,
  /** Its program runs, only the registry was never told: tell it. */
  FINISH_START,
  /** Its program was never started: the start has failed. */
  FAIL_START,
  /** The node was taken for gone, and is not: the application is back. */
  REVIVE,
  /** A migration or a restart was under way: process-migration knows what to do. */
  LEAVE_TO_MIGRATION,
  /** The application lives elsewhere, or nowhere: the container goes. */
  TAKE_DOWN;

  /** Phases of a migration from which on the target is the one that counts. */
  private static final Set<String> DECIDED = Set.of("COMMITTED", "RESUMED");

  /**
   * Decides by what the cluster says about the application and what the keeper says about the
   * container.
   *
   * @param record the application's record
   * @param keeper the keeper's word
   * @param local this node
   * @return what to do
   */
  public static AttachDecision of(Application record, ContainerPhase keeper, NodeId local) {
    boolean isHost = record.host().equals(local);
    boolean hasRun = keeper == ContainerPhase.RUNNING || keeper == ContainerPhase.ENDED;
    return switch (record.phase()) {
      case STARTING -> isHost ? (hasRun ? FINISH_START : FAIL_START) : TAKE_DOWN;
      case RUNNING, CHECKPOINTING -> isHost && hasRun ? HOST : TAKE_DOWN;
      case MIGRATING -> {
        boolean isTarget =
            record.migration().map(MigrationNote::target).filter(local::equals).isPresent();
        if (isTarget || (isHost && isDecided(record))) {
          yield LEAVE_TO_MIGRATION;
        }
        yield isHost && hasRun ? HOST : TAKE_DOWN;
      }
      case RESTARTING ->
          isHost || record.attempt().owner().equals(local) ? LEAVE_TO_MIGRATION : TAKE_DOWN;
      case LOST -> isHost && hasRun ? REVIVE : TAKE_DOWN;
      case ENDED -> TAKE_DOWN;
    };
  }

  /**
   * Whether an application's migration has been decided in favour of its target.
   *
   * @param record its record
   * @return true from the commit on
   */
  public static boolean isDecided(Application record) {
    return record.migration().map(MigrationNote::phase).filter(DECIDED::contains).isPresent();
  }
}
