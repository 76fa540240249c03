package io.ssi.linux.container;

import io.ssi.linux.InsidePid;
import io.ssi.linux.LocalPid;
import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.syscall.Descriptor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A connection to the keeper, pid 1, of one container. Closing it leaves the container as it is.
 *
 * <p>Thread-safe; the keeper does one request at a time, whoever made it. A lost connection is made
 * again by the next request. Every request throws {@link KeeperRefusedException} when the keeper
 * says no, {@link KeeperGoneException} when there is none any more, and {@link
 * KeeperUnansweredException} when it was sent and its fate is unknown. A wait ends with the last of
 * them when the thread is interrupted.
 */
public interface Keeper extends AutoCloseable {

  /** Number of the container. */
  int container();

  /** The keeper's own pid as this process sees it. */
  LocalPid localPid();

  /** What holds now. */
  KeeperState state();

  /**
   * Tells the listener what happens from now on: nothing falls between the state returned and the
   * first event. Listeners are called one at a time on a thread of their own, in the order of the
   * events, perhaps before this method has returned; they may make requests.
   */
  KeeperState subscribe(Consumer<KeeperEvent> listener);

  /** Tells the listener nothing more; a call under way is not waited for. */
  void unsubscribe(Consumer<KeeperEvent> listener);

  /**
   * Starts a program under a new reaper; returns when it has been exec'd, within 10 s.
   *
   * @throws KeeperRefusedException EBUSY if the container is in use; step {@code exec} with ENOENT
   *     if there is no such program; other steps as the protocol lists them
   */
  StartedProgram start(ProgramSpec program);

  /** Copies of all outer ends that the keeper holds, owned by the caller. */
  Map<StreamName, Descriptor> streams();

  /** The keeper closes its copy; ENOENT if it has none. */
  void closeStream(StreamName stream);

  /** The keeper keeps a copy of the descriptor as that outer end, in place of any it had. */
  void adopt(StreamName stream, Descriptor outerEnd);

  /** Sets the size of the terminal; ENOENT without one. */
  void resizeTerminal(int rows, int columns);

  /** Announces that CRIU will fill the container, with the program at that pid. */
  void expect(InsidePid program);

  /** The same for a program that had ended before it was dumped, leaving descendants. */
  void expectEnded(InsidePid program, WaitStatus status);

  /**
   * Starts CRIU, or another worker, inside; its end is an event.
   *
   * @return its pid, taken from the cursor
   */
  InsidePid startWorker(WorkerSpec worker);

  /** The last number that was given out inside. */
  int cursor();

  /** The next process inside gets the number after this one, or the next free. */
  void moveCursor(int last);

  /**
   * Makes the reaper that a worker is about to restore the subreaper of all that it will give birth
   * to. ENOSYS where that cannot be done on this kind of processor.
   */
  void makeSubreaperOf(InsidePid worker);

  /** Sends a signal inside; false if the target does not exist. */
  boolean signal(SignalTarget target, Signal signal);

  /** The processes that the keeper remembers (the last 64), oldest first. */
  List<ContainerChild> children();

  /** The newest that it remembers with that number. */
  Optional<ContainerChild> child(InsidePid pid);

  /**
   * Freezes all processes but the keeper; when not done in time it is undone: ETIMEDOUT. EOPNOTSUPP
   * without a cgroup that can freeze.
   *
   * @param limit at most 60 s
   */
  void freeze(Duration limit);

  /** Lets them run on; the limit is at most 60 s. */
  void thaw(Duration limit);

  /** Kills every process but the keeper; returns when none is left. At most 60 s. */
  void killAll(Duration limit);

  /**
   * Ends the keeper, its container with it.
   *
   * @param force also while processes live inside; otherwise those are EBUSY
   */
  void dismiss(boolean force);

  /** Closes the connection, not the container; idempotent. */
  @Override
  void close();
}
