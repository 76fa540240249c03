package io.ssi.pid.host;

import io.ssi.linux.InsidePid;
import io.ssi.linux.container.ChildRole;
import io.ssi.linux.container.ContainerPhase;
import io.ssi.linux.container.Keeper;
import io.ssi.linux.container.KeeperEvent;
import io.ssi.linux.container.KeeperGoneException;
import io.ssi.linux.container.KeeperState;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A restore that was let go while its agent died: its tree runs, and its worker of CRIU failed to
 * say so, which for the keeper is a restore that failed. Had it been held, its processes had ended
 * with the worker.
 */
final class LetGo {
  private static final Logger LOG = LoggerFactory.getLogger(LetGo.class);

  private LetGo() {}

  /** Whether the tree that is expected lives, and no worker of CRIU is at it any more. */
  static boolean holds(Keeper keeper, KeeperState state) {
    return state.phase() == ContainerPhase.EXPECTED
        && state.reaper().isPresent()
        && keeper.children().stream()
            .noneMatch(child -> child.role() == ChildRole.WORKER && !child.ended());
  }

  /** Tells the keeper that such a tree is the application; does nothing in every other state. */
  static void confirm(Keeper keeper, KeeperState state) {
    if (holds(keeper, state)) {
      InsidePid program = state.program().orElseThrow();
      state
          .status()
          .ifPresentOrElse(
              status -> keeper.expectEnded(program, status), () -> keeper.expect(program));
    }
  }

  /**
   * Takes what the keeper of a tree that was let go says; one that was killed since took it along.
   */
  static void note(HostedContainer container) {
    Keeper keeper = container.keeper();
    try {
      KeeperState state = keeper.state();
      confirm(keeper, state);
      container.note(state);
    } catch (KeeperGoneException e) {
      LOG.warn("container {}: its keeper was killed as it came here", container.number(), e);
      container.note(new KeeperEvent.KeeperEnded(Optional.empty()));
    }
  }
}
