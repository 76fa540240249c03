package io.ssi.agent.service;

import io.ssi.pid.AppOrPid;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Caller;
import io.ssi.pid.GlobalPid;
import io.ssi.pid.Provenance;
import io.ssi.pid.registry.ApplicationParts;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.tools.service.Checkpoints.Lineage;
import io.ssi.tools.service.Checkpoints.Missed;
import io.ssi.tools.service.RefusedException;
import io.ssi.tools.service.Repetition;
import io.ssi.tools.service.UnknownSubjectException;
import io.ssi.tools.service.UnknownSubjectException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what a person named; any thread. */
final class Subjects {
  private final ApplicationRegistry registry;

  Subjects(ApplicationRegistry registry) {
    this.registry = registry;
  }

  /** The application that was named, by itself or by any process of it. */
  Application application(AppOrPid what) {
    refuseProcessesOfNodes(what);
    return registry
        .find(what)
        .orElseThrow(() ->
            new UnknownSubjectException(Kind.APPLICATION, "there is no application " + text(what)));
  }

  /**
   * The application that was named by itself or by its program; its other processes do not move
   * alone.
   */
  Application whole(AppOrPid what, String verb) {
    Application application = application(what);
    if (what instanceof AppOrPid.ById) {
      refuseSeveral(application, verb);
    }
    if (what instanceof AppOrPid.ByPid(var pid) && !application.root().equals(Optional.of(pid))) {
      throw new RefusedException(
          "not_an_application",
          "cannot " + verb + " process " + pid + ": it is one of application " + application.id(),
          "name the application: " + application.id());
    }
    return application;
  }

  /** A container moves by itself; several at once would have to go to one node. */
  private void refuseSeveral(Application application, String verb) {
    List<Application> live = ApplicationParts.live(registry, application.id());
    if (live.size() > 1) {
      String roots =
          live.stream()
              .map(each -> each.root().map(GlobalPid::dotted).orElse(each.id().toString()))
              .collect(Collectors.joining(", "));
      throw new RefusedException(
          "several_containers",
          "cannot "
              + verb
              + " application "
              + application.id()
              + " as one: it has several containers",
          "name the root process of one of them: " + roots);
    }
  }

  /**
   * The number that was named; the application may be forgotten and known from a checkpoint only.
   */
  ApplicationId id(AppOrPid what) {
    refuseProcessesOfNodes(what);
    return switch (what) {
      case AppOrPid.ById(ApplicationId id) -> id;
      case AppOrPid.ByPid(var pid) ->
          registry
              .find(what)
              .map(Application::whole)
              .orElseGet(() -> ApplicationId.of(pid.container().orElseThrow()));
    };
  }

  /** Has an application saved again and again, or no more. */
  ApplicationId repeat(AppOrPid what, Optional<Repetition> wish, int uid) {
    Application application = registry.get(application(what).whole());
    if (!new Caller(uid).mayActOn(application.owner().uid())) {
      throw new RefusedException(
          "not_permitted",
          "cannot have application "
              + application.id()
              + " saved: Operation not permitted (EPERM); it belongs to "
              + application.owner().user(),
          "ask them, or root");
    }
    SavingPlans.set(registry, application.id(), wish);
    return application.id();
  }

  /** What was not saved as it was to be. */
  List<Missed> missed() {
    return SavingPlans.missed(registry);
  }

  /** Where the application of a version comes from, and what comes from the version. */
  Lineage lineage(Provenance version) {
    return new Lineage(
        registry.find(version.application()).flatMap(Application::origin),
        registry.all().stream()
            .filter(known -> known.origin().equals(Optional.of(version)))
            .map(Application::id)
            .toList());
  }

  private static void refuseProcessesOfNodes(AppOrPid what) {
    if (what instanceof AppOrPid.ByPid(var pid) && !pid.isInContainer()) {
      throw new RefusedException(
          "not_an_application",
          "process " + pid + " is one of its node, not of an application",
          "only what was started with 'ssi run' can move or be checkpointed");
    }
  }

  private static String text(AppOrPid what) {
    return switch (what) {
      case AppOrPid.ById(ApplicationId id) -> id.toString();
      case AppOrPid.ByPid(var pid) -> "of process " + pid;
    };
  }
}
