package io.ssi.migration.source;

import io.ssi.linux.Signal;
import io.ssi.linux.criu.HeldDump;
import io.ssi.linux.syscall.PidFd;
import io.ssi.migration.container.Member;
import java.util.ArrayList;
import java.util.List;

/**
 * A tree that a dump holds: it runs on, or it is killed, never both. Every process is known by
 * pidfd from before the decision, so that a kill reaches exactly these. One thread.
 */
public final class FrozenTree implements AutoCloseable {
  private final HeldDump dump;
  private final List<PidFd> processes = new ArrayList<>();

  /**
   * Takes hold of a tree.
   *
   * @param dump holds it
   * @param members its processes
   */
  public FrozenTree(HeldDump dump, List<Member> members) {
    this.dump = dump;
    for (Member member : members) {
      PidFd.open(member.local()).ifPresent(processes::add);
    }
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
    processes.forEach(process -> process.sendSignal(Signal.KILL));
  }

  /** Tells CRIU that it is done and waits for its end. */
  public void finish() {
    try {
      dump.finish();
    } finally {
      close();
    }
  }

  /** Closes the descriptors; decides nothing. Idempotent. */
  @Override
  public void close() {
    processes.forEach(PidFd::close);
  }
}
