package io.ssi.linux.container.testing;

import io.ssi.linux.LocalPid;
import io.ssi.linux.container.Containers;
import io.ssi.linux.container.Keeper;
import io.ssi.linux.container.LaunchException;
import io.ssi.linux.container.LaunchRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A node's containers in memory; attaching gives the very keeper that was launched. */
public final class FakeContainers implements Containers {
  private static final int FIRST_PID = 100_000;

  private final Map<Integer, FakeKeeper> keepers = new ConcurrentSkipListMap<>();
  private final AtomicInteger pids = new AtomicInteger(FIRST_PID);
  private final boolean freezable;

  /** No containers yet; one can be frozen if it is launched with a control group. */
  public FakeContainers() {
    this(false);
  }

  /**
   * No containers yet.
   *
   * @param freezable whether every container can be frozen, launched with a control group or not
   */
  public FakeContainers(boolean freezable) {
    this.freezable = freezable;
  }

  @Override
  public Keeper launch(LaunchRequest request) {
    int container = request.container();
    if (attach(container).isPresent()) {
      throw new LaunchException(container, "its socket is served already");
    }
    FakeKeeper keeper =
        new FakeKeeper(
            container,
            new LocalPid(pids.incrementAndGet()),
            freezable || !request.cgroups().isEmpty());
    keepers.put(container, keeper);
    return keeper;
  }

  @Override
  public Optional<Keeper> attach(int container) {
    return Optional.<Keeper>ofNullable(keepers.get(container))
        .filter(keeper -> !((FakeKeeper) keeper).hasEnded());
  }

  @Override
  public List<Integer> found() {
    return List.copyOf(keepers.keySet());
  }

  @Override
  public boolean forget(int container) {
    return attach(container).isEmpty() && keepers.remove(container) != null;
  }

  /** The keeper of a container that was launched here, to say what its program does. */
  public FakeKeeper keeper(int container) {
    return Optional.ofNullable(keepers.get(container))
        .orElseThrow(() -> new IllegalArgumentException("Container " + container + " is not here"));
  }
}
