package io.ssi.agent.service;

import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.SavingPlan;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.tools.service.Checkpoints.Missed;
import io.ssi.tools.service.Repetition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The records of what is to be saved again and again. */
final class SavingPlans {
  private SavingPlans() {}

  static void set(ApplicationRegistry registry, ApplicationId id, Repetition wish) {
    set(registry, id, Optional.of(wish));
  }

  /** Empty for no more. */
  static void set(ApplicationRegistry registry, ApplicationId id, Optional<Repetition> wish) {
    Optional<SavingPlan> plan =
        wish.map(each -> new SavingPlan(each.every(), each.keep(), Optional.empty()));
    var _ = registry.change(id, now -> now.change().saving(plan).done());
  }

  static List<Missed> missed(ApplicationRegistry registry) {
    return registry.all().stream()
        .filter(record -> record.phase().isLive())
        .flatMap(SavingPlans::missed)
        .toList();
  }

  private static Stream<Missed> missed(Application record) {
    return record.saving().stream()
        .flatMap(plan ->
            plan.failure().stream()
                .map(
                    failure -> new Missed(record.id(), failure.at(), plan.every(), failure.why())));
  }
}
