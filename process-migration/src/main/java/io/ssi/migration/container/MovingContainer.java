package io.ssi.migration.container;

import io.ssi.linux.container.StreamName;
import io.ssi.linux.criu.Criu;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.migration.image.MovedStreams;
import io.ssi.pid.CarriedProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One container of this node. Used by one thread at a time; every call blocks until it is done. */
public interface MovingContainer {

  /**
   * CRIU, with workers that start inside and outside of the container's cgroup: for dumps and page
   * servers.
   *
   * @return a driver
   */
  Criu dumper();

  /**
   * CRIU, with workers that start inside and in the container's cgroup, so that what they restore
   * is in it.
   *
   * @return a driver
   */
  Criu restorer();

  /**
   * The processes of the application that are in it now, the reaper included, the keeper and
   * workers of CRIU not.
   *
   * @return in order of their numbers
   */
  List<Member> members();

  /**
   * Whether its processes are still in CRIU's restorer, where no instruction of the application was
   * executed yet.
   *
   * @return false if any is out of it; true also if there is none
   */
  boolean isBeingBuilt();

  /**
   * Takes hold of processes, for a kill that reaches exactly these.
   *
   * @param members which
   * @return the caller's
   */
  Grip grip(List<Member> members);

  /**
   * The streams of its program that lead out of the application, because it was started in the
   * foreground.
   *
   * @return those whose far ends the keeper holds; none of a program that was started detached
   */
  Set<StreamName> heldStreams();

  /**
   * What is in these streams; to be asked while they are held and the application stands still.
   *
   * @return empty if there are none
   */
  Optional<MovedStreams> streams();

  /**
   * Gives the keeper the far end of a stream of the program that is about to come.
   *
   * @param stream which
   * @param outer stays the caller's; the keeper has a copy
   */
  void adoptStream(StreamName stream, Descriptor outer);

  /**
   * The control group in which its processes stand frozen, which a dump has to be told. To be asked
   * when it is recorded that the application is being moved or saved.
   *
   * @return its directory; empty if they run
   */
  Optional<Path> freezer();

  /**
   * The control group that {@link #standStill} freezes.
   *
   * @return its directory; empty on a node without a freezer
   */
  default Optional<Path> freezable() {
    return freezer();
  }

  /**
   * What the kernel will forget about its processes when they are restored.
   *
   * @param members of whom
   * @return one entry per process, the reaper included
   */
  List<CarriedProcess> carried(List<Member> members);

  /**
   * Freezes the control group of the application's processes: they stand still whoever ends. Does
   * nothing on a node without a freezer. Repeatable.
   */
  void standStill();

  /** Undoes {@link #standStill}. Repeatable. */
  void moveAgain();

  /**
   * The pid that was given last inside.
   *
   * @return its number
   */
  int cursor();

  /**
   * Makes the next pid that is given inside the one after a number, or the next that is free.
   *
   * @param last the number
   */
  void cursor(int last);
}
