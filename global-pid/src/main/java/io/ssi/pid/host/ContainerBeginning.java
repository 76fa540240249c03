package io.ssi.pid.host;

import io.ssi.linux.LinuxException;
import io.ssi.linux.UninterruptedResult;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.Owner;
import io.ssi.pid.PidException;
import io.ssi.pid.registry.Preparation;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log and the empty container of an application, made while that is being registered. */
final class ContainerBeginning implements Preparation {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerBeginning.class);

  private final HostParts parts;
  private final ContainerMaker maker;
  private final Owner owner;
  private @Nullable FutureTask<HostedContainer> making;

  ContainerBeginning(HostParts parts, ContainerMaker maker, Owner owner) {
    this.parts = parts;
    this.maker = maker;
    this.owner = owner;
  }

  @Override
  public void begin(ContainerNumber number) {
    FutureTask<HostedContainer> task =
        new FutureTask<>(() -> {
          parts.files().open(number, owner, 0);
          return maker.launch(number, ContainerMode.STARTING);
        });
    making = task;
    try {
      parts.background().execute(task);
    } catch (RejectedExecutionException e) {
      task.cancel(false);
      throw e;
    }
  }

  /** Waits until it is there; throws what making it has thrown, and then no container is left. */
  HostedContainer made() {
    FutureTask<HostedContainer> task = making;
    if (task == null) {
      throw new IllegalStateException("Nothing was begun");
    }
    return UninterruptedResult.of(task);
  }

  @Override
  public void undo(ContainerNumber number) {
    try {
      maker.takeDown(made());
    } catch (LinuxException | PidException | CancellationException e) {
      LOG.debug("container {}: was not made", number, e);
    }
    parts.files().discard(number);
  }
}
