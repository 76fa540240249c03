package io.ssi.migration.fire;

import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.ContainerPhase;
import io.ssi.linux.container.FreezerState;
import io.ssi.linux.container.testing.FakeKeeper;

/** The processes of the application in one container. They count their own instructions. */
final class Program {
  private final FakeKeeper keeper;

  boolean exists;

  /** CRIU holds them after a dump. */
  boolean traced;

  /** They are still inside of CRIU's restorer, whoever is left to let them out. */
  boolean inRestorer;

  long instructions;

  Program(FakeKeeper keeper) {
    this.keeper = keeper;
    this.exists = keeper.state().phase() == ContainerPhase.RUNNING;
  }

  boolean lives() {
    return exists && !keeper.hasEnded();
  }

  boolean runs() {
    return lives() && !traced && !inRestorer && keeper.state().freezer() != FreezerState.FROZEN;
  }

  void kill() {
    if (lives() && keeper.state().phase() == ContainerPhase.RUNNING) {
      keeper.endProgram(WaitStatus.killed(Signal.KILL));
    }
    exists = false;
  }
}
