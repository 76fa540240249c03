package io.ssi.tools.top;

import io.ssi.linux.Signal;
import io.ssi.tools.service.Cancellation;
import io.ssi.tools.service.InterruptedVerbException;
import io.ssi.tools.top.model.Meter;
import io.ssi.tools.top.model.Wish;
import io.ssi.tools.top.screen.Screen;
import io.ssi.tools.top.screen.ScreenEvent;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.VerbContext;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The live screen: looks at the cluster at each interval, on another thread, so that no silent node
 * keeps a key waiting; shows what came; does what keys say. While the command is stopped nobody is
 * asked anything.
 */
public final class TopLoop {
  // A terminal sends the bytes of one key together; after this the rest of it does not come.
  private static final long HALF_A_KEY = Duration.ofMillis(100).toNanos();

  /** Opens the screen. */
  @FunctionalInterface
  public interface Opener {

    /**
     * Opens it.
     *
     * @param sink takes what comes from it, on any thread
     * @return the screen
     */
    Screen open(Consumer<ScreenEvent> sink);
  }

  private final VerbContext context;
  private final Pace pace;
  private final Dialog dialog;
  private final Meter meter = new Meter();
  private final Shown shown;
  private final BlockingQueue<TopEvent> events = new LinkedBlockingQueue<>();
  private long looksLeft;

  /**
   * A loop that has not begun.
   *
   * @param context the caller
   * @param wish what is to be seen at first
   * @param looks after how many it ends by itself; empty for never
   */
  public TopLoop(VerbContext context, Wish wish, OptionalLong looks) {
    this.context = context;
    this.pace = new Pace(context.services(), events::add);
    this.dialog =
        new Dialog(new ClusterOrders(context, text -> events.add(new TopEvent.Told(text))), wish);
    this.shown = new Shown(dialog, context.zone());
    this.looksLeft = looks.orElse(Long.MAX_VALUE);
  }

  /**
   * Runs until the person has enough.
   *
   * @param opener opens the screen
   * @return done
   */
  public ExitStatus run(Opener opener) {
    try (Screen screen = opener.open(event -> events.add(new TopEvent.FromScreen(event)));
        Cancellation.Registration _ =
            context
                .cancellation()
                .onCancel(() -> {
                  screen.abandon();
                  events.add(new TopEvent.Cancelled());
                })) {
      Optional<ExitStatus> end = Optional.empty();
      while (end.isEmpty()) {
        pace.keep(dialog.wish());
        TopEvent event =
            events.poll(screen.holdsKeys() ? HALF_A_KEY : pace.patience(), TimeUnit.NANOSECONDS);
        if (event == null) {
          screen.releaseKeys();
          continue;
        }
        end = take(event, screen);
        if (end.isEmpty() && events.isEmpty() && !pace.isStopped()) {
          shown.putOn(screen);
        }
      }
      return end.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitStatus.FAILED;
    }
  }

  private Optional<ExitStatus> take(TopEvent event, Screen screen) {
    switch (event) {
      case TopEvent.FromScreen(ScreenEvent from) -> {
        return take(from, screen);
      }
      case TopEvent.Looked(var sample) -> {
        pace.over();
        shown.change(meter.next(sample));
        looksLeft--;
        if (looksLeft == 0) {
          shown.putOn(screen);
          return Optional.of(ExitStatus.DONE);
        }
      }
      case TopEvent.Failed(RuntimeException why) -> {
        pace.over();
        if (shown.isEmpty()) {
          throw why;
        }
        dialog.tell("the cluster could not be asked: " + why.getMessage());
      }
      case TopEvent.Told(String message) -> dialog.tell(message);
      case TopEvent.Cancelled() ->
          throw new InterruptedVerbException(
              context.cancellation().reason().orElseThrow(), "nothing was changed by that");
    }
    return Optional.empty();
  }

  private Optional<ExitStatus> take(ScreenEvent event, Screen screen) {
    switch (event) {
      case ScreenEvent.Typed(var key) -> {
        switch (shown.press(key)) {
          case QUIT -> {
            return Optional.of(ExitStatus.DONE);
          }
          case LOOK -> pace.hurry();
          case REDRAW -> screen.forget();
          case SHOWN -> {
            // All that follows is to show it.
          }
        }
      }
      case ScreenEvent.HalfAKey() -> {
        // Only to look at it again in a moment.
      }
      case ScreenEvent.Resized() -> screen.forget();
      case ScreenEvent.Stopped() -> pace.stop();
      case ScreenEvent.Continued() -> {
        pace.goOn();
        screen.takeAgain();
      }
      case ScreenEvent.Signalled(int number) -> {
        return Optional.of(
            number == Signal.INT.number() ? ExitStatus.DONE : ExitStatus.killed(number));
      }
      case ScreenEvent.Gone() -> {
        return Optional.of(ExitStatus.FAILED);
      }
    }
    return Optional.empty();
  }
}
