package io.ssi.migration.source;

import io.ssi.linux.criu.HeldDump;
import io.ssi.migration.container.Grip;

/**
 * A tree that a dump holds: it runs on, or it is killed, never both. Its processes are held from
 * before the decision, so that a kill reaches exactly these. One thread.
 */
public final class FrozenTree implements AutoCloseable {
  private final HeldDump dump;
  private final Grip processes;

  /**
   * Takes hold of a tree.
   *
   * @param dump holds it
   * @param processes of the tree; closed with it
   */
  public FrozenTree(HeldDump dump, Grip processes) {
    this.dump = dump;
    this.processes = processes;
  }

  /** Whether nothing has let go of it yet. */
  public boolean isHeld() {
    return dump.isHeld();
  }

  /** Lets it run on. */
  public void resume() {
    try {
      dump.resume();
    } finally {
      close();
    }
  }

  /** Kills every process; when this returns none can run another instruction. */
  public void kill() {
    processes.kill();
  }

  /** Tells CRIU that it is done and waits for its end. */
  public void finish() {
    try {
      dump.finish();
    } finally {
      close();
    }
  }

  /** Lets go of the processes; decides nothing. Idempotent. */
  @Override
  public void close() {
    processes.close();
  }
}
