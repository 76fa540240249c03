package io.ssi.pid.registry;

import io.ssi.membership.map.WriteOutcomeUnknownException;
import io.ssi.membership.testing.ForwardingClusterMap;
import io.ssi.membership.testing.InMemoryClusterMaps;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** A shared map whose writes can go wrong in the ways that the contract names. */
final class LossyMap extends ForwardingClusterMap<ApplicationId, Application> {

  /** What happens to a write. */
  enum Fate {
    /** It is made and answered. */
    DONE,
    /** It is made, its answer is lost. */
    ANSWER_LOST,
    /** It is not made, and nobody can tell. */
    REQUEST_LOST
  }

  final Queue<Fate> fates = new ArrayDeque<>();
  Runnable beforeRead = () -> {};

  LossyMap() {
    super(new InMemoryClusterMaps().open(ApplicationsMap.SCHEMA));
  }

  @Override
  public Optional<Application> get(ApplicationId key) {
    Runnable first = beforeRead;
    beforeRead = () -> {};
    first.run();
    return super.get(key);
  }

  @Override
  public boolean putIfAbsent(ApplicationId key, Application value) {
    return write(() -> super.putIfAbsent(key, value));
  }

  @Override
  public boolean replace(ApplicationId key, Application expected, Application value) {
    return write(() -> super.replace(key, expected, value));
  }

  private boolean write(java.util.function.BooleanSupplier made) {
    Fate fate = Optional.ofNullable(fates.poll()).orElse(Fate.DONE);
    boolean result = fate != Fate.REQUEST_LOST && made.getAsBoolean();
    if (fate != Fate.DONE) {
      throw new WriteOutcomeUnknownException("lost", new IllegalStateException("lost"));
    }
    return result;
  }
}
