package io.ssi.pid.registry;

import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Owner;
import io.ssi.pid.StartFailedException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Applications of several containers. Each container has a record of its own, so that it moves,
 * ends and is signalled by itself; those beyond the first say of which application they are part.
 */
public final class ApplicationParts {
  private ApplicationParts() {}

  /**
   * The containers of an application, those that have ended included.
   *
   * @param registry where they are recorded
   * @param id an application, or a single further container of one
   * @return the first container first, if it is recorded, then the others by number
   */
  public static List<Application> of(ApplicationRegistry registry, ApplicationId id) {
    Stream<Application> first = registry.find(id).stream();
    Stream<Application> others =
        registry.all().stream().filter(known -> known.partOf().filter(id::equals).isPresent());
    return Stream.concat(first, others).toList();
  }

  /**
   * The containers of an application that live.
   *
   * @param registry where they are recorded
   * @param id an application, or a single further container of one
   * @return in the same order
   */
  public static List<Application> live(ApplicationRegistry registry, ApplicationId id) {
    return of(registry, id).stream().filter(known -> known.phase().isLive()).toList();
  }

  /**
   * Refuses to add a container to an application that cannot have one more now. To be asked when
   * the container is recorded: whoever saves the application looks for its containers after it has
   * recorded that.
   *
   * @param registry where applications are recorded
   * @param id the application
   * @param owner whose the container is
   * @throws StartFailedException if it is not to be added
   */
  public static void requireRoom(ApplicationRegistry registry, ApplicationId id, Owner owner) {
    Optional<Application> whole = registry.find(id);
    String attempt = "Adding a container to application " + id + " failed: ";
    if (whole.isEmpty() || !whole.get().phase().isLive()) {
      throw new StartFailedException(
          1, attempt + "no such application runs; 'ssi ps' shows those that do");
    }
    if (whole.get().partOf().isPresent()) {
      throw new StartFailedException(
          1,
          attempt
              + id
              + " is itself a container of application "
              + whole.get().whole()
              + "; name that one");
    }
    if (whole.get().owner().uid() != owner.uid()) {
      throw new StartFailedException(
          1,
          attempt
              + "Operation not permitted (EPERM); it belongs to "
              + whole.get().owner().user()
              + ", and all its containers do");
    }
    if (whole.get().phase() == ApplicationPhase.CHECKPOINTING) {
      throw new StartFailedException(1, attempt + "it is being saved; try again when that is over");
    }
  }

  /** Applications that have ended and of which another container is still known. */
  static Set<ApplicationId> wholesIn(Collection<Application> records) {
    Set<ApplicationId> wholes = new HashSet<>();
    records.forEach(known -> known.partOf().ifPresent(wholes::add));
    return wholes;
  }
}
