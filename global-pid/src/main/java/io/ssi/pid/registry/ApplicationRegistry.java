package io.ssi.pid.registry;

import io.ssi.membership.map.ClusterMap;
import io.ssi.membership.map.NoQuorumException;
import io.ssi.membership.map.WriteOutcomeUnknownException;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.IllegalPhaseException;
import io.ssi.pid.NoFreeContainerException;
import io.ssi.pid.NoSuchApplicationException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every application of the cluster, the same for every agent.
 *
 * <p>Any thread. Reads are local and never block. Writes block until all members have the value; in
 * a minority they throw {@link io.ssi.membership.map.NoQuorumException} and change nothing. A write
 * whose answer was lost is looked up and repeated here; the result is {@link UpdateResult.Unknown}
 * only where that did not settle it.
 */
public final class ApplicationRegistry {
  private static final Logger LOG = LoggerFactory.getLogger(ApplicationRegistry.class);
  private static final int TRIES = 5;
  private static final int CHANGE_TRIES = 100;

  private final ClusterMap<ApplicationId, Application> map;
  private final NumberAllocation allocation;
  private final Retention retention;
  private final InstantSource clock;
  private final List<ApplicationListener> listeners = new CopyOnWriteArrayList<>();

  /**
   * Over a shared map.
   *
   * @param map as {@link ApplicationsMap#open} gives it
   * @param reserved numbers that checkpoints hold
   * @param retention how long ended applications are remembered
   * @param clock the time
   */
  public ApplicationRegistry(
      ClusterMap<ApplicationId, Application> map,
      ReservedNumbers reserved,
      Retention retention,
      InstantSource clock) {
    this.map = map;
    this.allocation = new NumberAllocation(map, reserved);
    this.retention = retention;
    this.clock = clock;
    map.listen(this::changed);
  }

  /**
   * Registers a new application under a free number, in the phase STARTING, with attempt 1 owned by
   * its host.
   *
   * @param application what is going to be started
   * @return its record
   * @throws io.ssi.pid.NoFreeContainerException if every number is taken
   */
  public Application register(NewApplication application) {
    return register(application, Preparation.NONE);
  }

  /**
   * Registers a new application, while what it needs is made beside.
   *
   * @param application what is going to be started
   * @param preparation told the number that the application will have; what was begun with the one
   *     in the record is not undone here
   * @return its record
   * @throws io.ssi.pid.NoFreeContainerException if every number is taken
   */
  public Application register(NewApplication application, Preparation preparation) {
    try {
      return allocation.register(application, clock.instant(), preparation);
    } catch (NoFreeContainerException e) {
      LOG.info("no number is free for {}, so ended applications are forgotten", application, e);
      forgetOld();
      return allocation.register(application, clock.instant(), preparation);
    }
  }

  /**
   * Puts back the record of an application that the cluster has forgotten, for the restart of a
   * checkpoint that outlived it.
   *
   * @param application the record, with revision 0
   * @return the record that is stored now; somebody else's if it was there already
   */
  public Application reinstate(Application application) {
    return allocation.putIfAbsent(application).orElseGet(() -> get(application.id()));
  }

  /**
   * Finds an application.
   *
   * @param id its id
   * @return its record, or empty
   */
  public Optional<Application> find(ApplicationId id) {
    return map.get(id);
  }

  /**
   * The record of an application that must exist.
   *
   * @param id its id
   * @return its record
   * @throws NoSuchApplicationException if the cluster does not know it
   */
  public Application get(ApplicationId id) {
    return find(id)
        .orElseThrow(() ->
            new NoSuchApplicationException(
                "There is no application " + id + "; ssi ps shows those that run"));
  }

  /**
   * Finds the application that a container belongs to.
   *
   * @param number the container
   * @return its application, or empty
   */
  public Optional<Application> find(ContainerNumber number) {
    Optional<Application> first = map.get(ApplicationId.of(number));
    return first.isPresent()
        ? first
        : map.entries().values().stream().filter(known -> known.holds(number)).findFirst();
  }

  /**
   * Finds the application that a person means.
   *
   * @param what an application, or any process of it; a process of a node has none
   * @return its record, or empty
   */
  public Optional<Application> find(AppOrPid what) {
    return switch (what) {
      case AppOrPid.ById(ApplicationId id) -> find(id);
      case AppOrPid.ByPid(var pid) -> pid.container().flatMap(this::find);
    };
  }

  /**
   * Finds applications by name.
   *
   * @param name exactly this
   * @return those that are called so, by id
   */
  public List<Application> findByName(String name) {
    return all().stream().filter(known -> known.name().equals(name)).toList();
  }

  /**
   * All that are known, those that have ended included.
   *
   * @return records by id
   */
  public List<Application> all() {
    return map.entries().values().stream().sorted(Comparator.comparing(Application::id)).toList();
  }

  /**
   * Replaces a record by its next version, if it is still what the caller read.
   *
   * <p>After a lost answer a record that equals {@code next} counts as the caller's own. Whoever
   * claims something therefore begins an attempt in its own name ({@link
   * io.ssi.pid.ApplicationChange#nextAttempt}), and claims of one agent on one application come one
   * after the other.
   *
   * @param expected what the caller read
   * @param next made from it by {@link Application#change()}
   * @return what became of it
   * @throws IllegalPhaseException if the phase of {@code next} cannot follow that of {@code
   *     expected}
   */
  public UpdateResult update(Application expected, Application next) {
    refuseIllegal(expected, next);
    String lost = "";
    for (int i = 0; i < TRIES; i++) {
      try {
        if (map.replace(expected.id(), expected, next)) {
          return new UpdateResult.Updated(next);
        }
      } catch (WriteOutcomeUnknownException e) {
        LOG.warn("application {}: the answer to a write was lost, reading again", next.id(), e);
        lost = String.valueOf(e.getMessage());
      } catch (NoQuorumException e) {
        if (lost.isEmpty()) {
          throw e;
        }
        // This try changed nothing, but the one whose answer was lost may have.
        return new UpdateResult.Unknown(lost);
      }
      Optional<Application> current = map.get(expected.id());
      if (!lost.isEmpty() && current.equals(Optional.of(next))) {
        return new UpdateResult.Updated(next);
      }
      if (!current.equals(Optional.of(expected))) {
        // A later revision may stand on ours: then the lost write may well have been made.
        boolean later = current.map(now -> now.revision() > next.revision()).orElse(true);
        return !lost.isEmpty() && later
            ? new UpdateResult.Unknown(lost)
            : new UpdateResult.Conflict(current);
      }
    }
    return new UpdateResult.Unknown(lost);
  }

  /**
   * Changes a record whatever others do to it meanwhile: reads, changes, and begins again when
   * somebody else was faster.
   *
   * @param id the application
   * @param change gives the next version, or the same record to leave it as it is
   * @return the record as it is stored now
   * @throws NoSuchApplicationException if the cluster does not know it
   * @throws IllegalPhaseException if the change goes to a phase that cannot follow
   * @throws RegistryUnsettledException if it cannot be told whether the change was made
   */
  public Application change(ApplicationId id, UnaryOperator<Application> change) {
    for (int i = 0; i < CHANGE_TRIES; i++) {
      Application current = get(id);
      Application next = change.apply(current);
      if (next.equals(current)) {
        return current;
      }
      switch (update(current, next)) {
        case UpdateResult.Updated(Application stored) -> {
          return stored;
        }
        case UpdateResult.Conflict ignored -> LOG.debug("application {}: changed meanwhile", id);
        case UpdateResult.Unknown(String reason) ->
            throw new RegistryUnsettledException(
                "Changing the record of application "
                    + id
                    + " may or may not have happened: "
                    + reason
                    + "; look with ssi ps before trying again");
      }
    }
    throw new RegistryUnsettledException(
        "Changing the record of application "
            + id
            + " did not happen: others changed it "
            + CHANGE_TRIES
            + " times meanwhile; try again");
  }

  /**
   * Calls a listener for every later change made by any agent.
   *
   * @param listener see its contract
   * @return ends it
   */
  public Subscription listen(ApplicationListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /**
   * Forgets an application that is lost or has ended. Its number becomes free unless a checkpoint
   * holds it.
   *
   * @param id the application
   * @return true if it is not known any more
   * @throws IllegalStateException if it is live
   */
  public boolean forget(ApplicationId id) {
    Optional<Application> known = find(id);
    if (known.isEmpty()) {
      return true;
    }
    if (known.get().phase().isLive()) {
      throw new IllegalStateException(
          "Application " + id + " is " + known.get().phase() + " and cannot be forgotten");
    }
    return map.remove(id, known.get());
  }

  /** Forgets what has ended too long ago; called now and then by one or all agents. */
  public void forgetOld() {
    Collection<Application> known = map.entries().values();
    // The number names its further containers, too.
    Set<ApplicationId> wholes = ApplicationParts.wholesIn(known);
    List<Application> ended =
        known.stream()
            .filter(each -> each.phase() == ApplicationPhase.ENDED && !wholes.contains(each.id()))
            .sorted(Comparator.comparing(each -> each.endedAt().orElseThrow()))
            .toList();
    var oldest = clock.instant().minus(retention.age());
    int tooMany = ended.size() - retention.count();
    for (int i = 0; i < ended.size(); i++) {
      if (i < tooMany || ended.get(i).endedAt().orElseThrow().isBefore(oldest)) {
        map.remove(ended.get(i).id(), ended.get(i));
      }
    }
  }

  private void changed(ApplicationId id) {
    Optional<Application> now = map.get(id);
    for (ApplicationListener listener : listeners) {
      listener.changed(id, now);
    }
    // Last: a number is free when nobody holds anything any more for who had it.
    allocation.changed(id, now);
  }

  private static void refuseIllegal(Application expected, Application next) {
    if (!expected.id().equals(next.id()) || next.revision() != expected.revision() + 1) {
      throw new IllegalArgumentException(
          "The next version of application "
              + expected.id()
              + " was not made from the expected one");
    }
    if (expected.phase() != next.phase() && !expected.phase().successors().contains(next.phase())) {
      throw new IllegalPhaseException(expected.id(), expected.phase(), next.phase());
    }
  }
}
