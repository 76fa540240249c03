package io.ssi.tools.service;

import io.ssi.membership.NodeId;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.GlobalPid;
import io.ssi.pid.Provenance;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checkpoints and what can be done with them. */
public interface Checkpoints {

  /**
   * Saves an application, which runs on. A cancellation before the version is complete leaves none.
   *
   * @param request what to save
   * @param call who asks, when to stop
   * @return the new version
   * @throws NotMovableException if it cannot be saved
   */
  Taken checkpoint(SaveRequest request, VerbCall call);

  /**
   * Looks whether an application could be saved, without touching it.
   *
   * @param request what would be saved
   * @param call who asks, when to stop
   * @return all that is in the way; empty if it could be saved
   */
  List<Blocker> checkSaving(SaveRequest request, VerbCall call);

  /**
   * Looks whether an application could be brought back, without touching anything.
   *
   * @param request which, and how
   * @param call who asks, when to stop
   * @return all that is in the way; empty if it could
   */
  List<Blocker> checkRestart(RestartRequest request, VerbCall call);

  /**
   * Brings an application back.
   *
   * @param request which, and how
   * @param call who asks, when to stop
   * @return where it runs
   * @throws NotMovableException if something is in the way
   */
  Restarted restart(RestartRequest request, VerbCall call);

  /**
   * The checkpoints that there are, as this agent knows them; does not block.
   *
   * @return by application and version
   */
  List<CheckpointRow> list();

  /**
   * The time by which the dates of versions are told.
   *
   * @return now
   */
  Instant now();

  /**
   * Deletes versions for good; their holders free the space when they see it.
   *
   * @param application whose
   * @param versions which; all must be there
   * @param call who asks
   */
  void delete(ApplicationId application, List<Integer> versions, VerbCall call);

  /**
   * Has every holder of a version read and check its copy; one that is not whole is repaired from
   * one that is.
   *
   * @param application whose
   * @param version which
   * @param call who asks
   * @return each holder's copy
   */
  List<Copy> verify(ApplicationId application, int version, VerbCall call);

  /**
   * Has an application saved again and again from now on, or no more.
   *
   * @param application which; the caller's, or anybody's for root
   * @param repetition how often; empty for no more
   * @param call who asks
   * @return the application
   */
  ApplicationId repeat(AppOrPid application, Optional<Repetition> repetition, VerbCall call);

  /**
   * Applications that were to be saved again, and were not, the last time. Does not block.
   *
   * @return by application
   */
  List<Missed> missed();

  /**
   * An attempt to save an application again that came to nothing.
   *
   * @param application which
   * @param at when
   * @param every how often it is to be saved
   * @param why for people
   */
  record Missed(ApplicationId application, Instant at, Duration every, String why) {}

  /**
   * Writes a version as one file.
   *
   * @param application whose; the caller's, or anybody's for root
   * @param version which; empty for the newest
   * @param out gets it; stays open
   * @param call who asks
   * @return the version
   */
  CheckpointRow exportTo(
      ApplicationId application, Optional<Integer> version, OutputStream out, VerbCall call);

  /**
   * Takes a version out of a file. It is listed when it is whole, under the next number of its
   * application; of one that is damaged nothing is left.
   *
   * @param in what {@link #exportTo} wrote
   * @param foreign whether what another cluster sealed is taken too; for root
   * @param call who asks
   * @return the version
   */
  Imported importFrom(InputStream in, boolean foreign, VerbCall call);

  /**
   * What came of an import.
   *
   * @param row the version as it is listed
   * @param isNew false if it was there already
   */
  record Imported(CheckpointRow row, boolean isNew) {}

  /**
   * One holder's copy of a version.
   *
   * @param node the holder's name
   * @param state what it is like now
   * @param detail what is wrong with it, or was; empty if nothing
   */
  record Copy(String node, State state, String detail) {

    /** What a copy is like. */
    public enum State {
      /** Every page is what it was. */
      WHOLE,
      /** It was not whole, and is again. */
      REPAIRED,
      /** It is not whole, and nobody has what is altered. */
      DAMAGED,
      /** Its holder could not be asked. */
      UNREACHABLE
    }
  }

  /**
   * What to save.
   *
   * @param application the application, or any of its processes
   * @param description a person's words; may be empty
   * @param kill whether to end the application afterwards
   */
  record SaveRequest(AppOrPid application, String description, boolean kill) {}

  /**
   * A version that was just made.
   *
   * @param row what was made
   * @param processes how many processes are in it
   * @param frozen how long the application did not run
   * @param total how long it took
   */
  record Taken(CheckpointRow row, int processes, Duration frozen, Duration total) {}

  /** What to do with a file that has changed since the checkpoint. */
  enum ChangedFiles {
    /** Leave it as it is now. */
    KEEP,
    /** Cut it to the length it had. */
    TRUNCATE,
    /** Put back what the checkpoint holds of it. */
    IMAGE
  }

  /**
   * Where an application comes from, and what comes from a version of it, as far as the cluster
   * knows the applications. Does not block.
   *
   * @param application which
   * @param version which version of it
   * @return the relatives
   */
  Lineage lineage(ApplicationId application, int version);

  /**
   * Relatives of an application.
   *
   * @param from the checkpoint that it was started from; empty if it was started as a program
   * @param copies applications that were started from the version
   */
  record Lineage(Optional<Provenance> from, List<ApplicationId> copies) {

    /** Takes a copy of the list. */
    public Lineage {
      copies = List.copyOf(copies);
    }
  }

  /**
   * What to bring back.
   *
   * @param application the application, or a process it had
   * @param version which version; empty for the newest
   * @param node where; empty for a node that can
   * @param files what to do with files that have changed; empty to refuse if that matters
   * @param assumeDead nodes that the caller vouches for being dead
   * @param copy for a new application beside the one that was saved: which one of several, from 0;
   *     empty to bring back the one that was saved
   */
  record RestartRequest(
      AppOrPid application,
      Optional<Integer> version,
      Optional<NodeId> node,
      Optional<ChangedFiles> files,
      List<NodeId> assumeDead,
      Optional<Integer> copy) {

    /** Takes a copy of the list. */
    public RestartRequest {
      assumeDead = List.copyOf(assumeDead);
    }
  }

  /**
   * An application that was brought back.
   *
   * @param application which
   * @param from whose checkpoint it was; another's if the application is a new one
   * @param version from which version
   * @param root its root process
   * @param node the name of the node
   * @param total how long it took
   * @param changedFiles files that it writes and that have changed since the checkpoint
   */
  record Restarted(
      ApplicationId application,
      ApplicationId from,
      int version,
      GlobalPid root,
      String node,
      Duration total,
      List<String> changedFiles) {

    /** Takes a copy of the list. */
    public Restarted {
      changedFiles = List.copyOf(changedFiles);
    }

    /**
     * Whether it is a new application.
     *
     * @return false if it is the one that was saved
     */
    public boolean isNew() {
      return !application.equals(from);
    }
  }
}
