package io.ssi.migration.fire;

import io.ssi.linux.InsidePid;
import io.ssi.linux.container.Keeper;
import io.ssi.linux.container.testing.FakeKeeper;
import io.ssi.migration.RefusedException;
import io.ssi.migration.container.MovingContainer;
import io.ssi.migration.container.MovingContainers;
import io.ssi.pid.Application;
import io.ssi.pid.ContainerNumber;

/** The containers of a node of the world: what counts is in the real {@code ContainerHost}. */
record FireContainers(Life life) implements MovingContainers {
  @Override
  public MovingContainer of(Application application) {
    Keeper keeper =
        life.host
            .keeperOf(number(application))
            .orElseThrow(() -> new RefusedException("it has no container on this node"));
    return new FireContainer(life, (FakeKeeper) keeper);
  }

  @Override
  public MovingContainer prepare(Application application) {
    life.effect("prepares a container");
    Keeper keeper = life.host.prepareForRestore(application);
    keeper.expect(new InsidePid(application.programPid().orElseThrow()));
    return new FireContainer(life, (FakeKeeper) keeper);
  }

  @Override
  public void adopt(Application application) {
    life.effect("adopts the container");
    var _ = life.host.adoptRestored(number(application), application.carried());
  }

  @Override
  public void takeCharge(Application application) {
    life.effect("takes charge");
    life.host.takeCharge(number(application));
  }

  @Override
  public void completeMove(Application application) {
    life.effect("completes the move");
    life.host.completeMove(number(application));
  }

  @Override
  public void holdSignals(Application application) {
    life.effect("holds signals");
    life.host.signals().hold(number(application));
  }

  @Override
  public void letSignals(Application application) {
    life.effect("lets signals");
    life.host.signals().let(number(application));
  }

  @Override
  public void holdStreams(Application application) {
    life.requireAlive();
  }

  @Override
  public void letStreams(Application application) {
    life.requireAlive();
  }

  @Override
  public void takeStreams(Application application, byte[] run) {
    throw new UnsupportedOperationException("no streams in this world");
  }

  @Override
  public void departing(Application application) {
    life.effect("expects the departure");
    life.host.expectDeparture(number(application));
  }

  @Override
  public void discard(Application application) {
    life.effect("discards the container");
    life.world().link().awaitPages();
    life.host.abandon(number(application));
  }

  @Override
  public void dissolve(Application application) {
    life.effect("dissolves the container");
    life.host.dissolve(number(application));
  }

  private static ContainerNumber number(Application application) {
    return application.id().firstContainer();
  }
}
