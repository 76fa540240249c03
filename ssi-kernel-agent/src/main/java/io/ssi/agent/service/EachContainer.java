package io.ssi.agent.service;

import io.ssi.membership.MembershipException;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.PidException;
import io.ssi.pid.registry.ApplicationParts;
import io.ssi.pid.registry.ApplicationRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does to each container of an application what is asked for the application. The number of a
 * further container means that one alone. Any thread.
 */
record EachContainer(ApplicationRegistry registry) {

  /**
   * Does something to each container that lives, also when it fails for another one; throws the
   * first failure. Of an application without any it is tried with the first, which says why not.
   */
  void run(ApplicationId id, Consumer<ApplicationId> action) {
    List<Application> live = ApplicationParts.live(registry, id);
    if (live.size() < 2) {
      action.accept(live.isEmpty() ? id : live.getFirst().id());
      return;
    }
    RuntimeException first = null;
    for (Application each : live) {
      first = earlier(first, attempt(each.id(), action));
    }
    if (first != null) {
      throw first;
    }
  }

  /** A further container of an application that lives, if there is one. */
  Optional<ApplicationId> living(ApplicationId id) {
    return ApplicationParts.live(registry, id).stream()
        .map(Application::id)
        .filter(each -> !each.equals(id))
        .findFirst();
  }

  private static @Nullable RuntimeException attempt(
      ApplicationId id, Consumer<ApplicationId> action) {
    try {
      action.accept(id);
      return null;
    } catch (PidException | MembershipException e) {
      return e;
    }
  }

  private static @Nullable RuntimeException earlier(
      @Nullable RuntimeException first, @Nullable RuntimeException next) {
    if (first != null && next != null) {
      first.addSuppressed(next);
    }
    return first == null ? next : first;
  }
}
