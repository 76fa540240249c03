package io.ssi.pid.host;

import io.ssi.linux.LinuxException;
import io.ssi.linux.cgroup.ControlGroup;
import io.ssi.linux.cgroup.Freezer;
import io.ssi.linux.container.FreezerState;
import io.ssi.linux.container.Keeper;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.NoSuchApplicationException;
import io.ssi.pid.OnItsWayException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Freezes and thaws the applications of this node. What an application's record says is what holds:
 * it is changed first, and whoever finds the container otherwise later makes it so.
 *
 * <p>Any thread; blocks for the registry and the keeper. The container's recording lock is held
 * from the change of the record until the processes stand still or run: a dump that begins
 * afterwards asks for that lock.
 */
public final class Suspensions {
  private static final Logger LOG = LoggerFactory.getLogger(Suspensions.class);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HostParts parts;
  private final HostedContainers hosted;

  Suspensions(HostParts parts, HostedContainers hosted) {
    this.parts = parts;
    this.hosted = hosted;
  }

  /**
   * Makes every process of an application stand still. Does nothing if they do.
   *
   * @param id an application of this node
   * @throws NoSuchApplicationException if it is not here, or has ended
   * @throws OnItsWayException if it is being moved or saved; nothing was done
   * @throws LinuxException if it cannot be frozen; it runs on
   */
  public void suspend(ApplicationId id) {
    change(id, true);
  }

  /**
   * Lets every process of an application run on. Does nothing if they run.
   *
   * @param id an application of this node
   * @throws NoSuchApplicationException if it is not here, or has ended
   * @throws OnItsWayException if it is being moved or saved; nothing was done
   * @throws LinuxException if it cannot be thawed
   */
  public void resume(ApplicationId id) {
    change(id, false);
  }

  /**
   * The control group in which an application is frozen, which a dump has to be told. Returns when
   * a suspension that was under way is done; once the record says that the application is being
   * moved or saved, none begins.
   *
   * @param number the container
   * @return its directory; empty if the application runs
   */
  public Optional<Path> freezerOf(ContainerNumber number) {
    return hosted.find(number).flatMap(this::settledFreezer);
  }

  /**
   * The control group by which a container can be frozen, whether it is or not.
   *
   * @param number the container
   * @return its directory; empty on a node without a freezer
   */
  public Optional<Path> groupOf(ContainerNumber number) {
    return hosted
        .find(number)
        .flatMap(HostedContainer::group)
        .flatMap(ControlGroup::freezer)
        .map(Freezer::directory);
  }

  /** Makes the container in the background what the record says, if that is settled. */
  void settle(ContainerNumber number) {
    hosted
        .find(number)
        .ifPresent(container -> parts.background().execute(() -> settleNow(container)));
  }

  private Optional<Path> settledFreezer(HostedContainer container) {
    container.recording().lock();
    try {
      return parts
          .registry()
          .find(container.number())
          .filter(Application::suspended)
          .flatMap(record -> container.group())
          .flatMap(ControlGroup::freezer)
          .map(Freezer::directory);
    } finally {
      container.recording().unlock();
    }
  }

  private void change(ApplicationId id, boolean still) {
    HostedContainer container =
        hosted
            .find(id.firstContainer())
            .orElseThrow(() -> new NoSuchApplicationException(what(id, still) + "it is not here"));
    container.recording().lock();
    try {
      if (container.mode() != ContainerMode.HOSTED) {
        throw onItsWay(id, still);
      }
      var _ = parts.registry().change(id, now -> changed(now, still));
      try {
        apply(container.keeper(), still);
      } catch (LinuxException e) {
        if (still) {
          var _ = parts.registry().change(id, now -> now.change().suspended(false).done());
        }
        throw e;
      }
      LOG.info("application {}: {}", id, still ? "suspended" : "resumed");
    } finally {
      container.recording().unlock();
    }
  }

  private static Application changed(Application now, boolean still) {
    if (!now.phase().isLive()) {
      throw new NoSuchApplicationException(what(now.id(), still) + "it has ended");
    }
    if (now.phase() != ApplicationPhase.RUNNING) {
      throw onItsWay(now.id(), still);
    }
    return now.suspended() == still ? now : now.change().suspended(still).done();
  }

  private void settleNow(HostedContainer container) {
    container.recording().lock();
    try {
      boolean isCurrent = hosted.find(container.number()).filter(container::equals).isPresent();
      Optional<Application> record = parts.registry().find(container.number());
      if (isCurrent
          && container.mode() == ContainerMode.HOSTED
          && record.isPresent()
          && record.get().phase() == ApplicationPhase.RUNNING
          && record.get().host().equals(parts.local())) {
        settle(container.keeper(), record.get());
      }
    } catch (LinuxException e) {
      LOG.warn("container {}: it is not as its record says", container.number(), e);
    } finally {
      container.recording().unlock();
    }
  }

  private static void settle(Keeper keeper, Application record) {
    FreezerState state = keeper.state().freezer();
    boolean isStill = state == FreezerState.FROZEN;
    if (state != FreezerState.ABSENT && isStill != record.suspended()) {
      apply(keeper, record.suspended());
      LOG.info("application {}: {}", record.id(), isStill ? "runs again" : "stands still again");
    }
  }

  private static void apply(Keeper keeper, boolean still) {
    if (still) {
      keeper.freeze(LIMIT);
    } else {
      keeper.thaw(LIMIT);
    }
  }

  private static OnItsWayException onItsWay(ApplicationId id, boolean still) {
    return new OnItsWayException(
        what(id, still) + "it is being started, moved or saved; try again");
  }

  private static String what(ApplicationId id, boolean still) {
    return (still ? "Suspending" : "Resuming") + " application " + id + " failed: ";
  }
}
