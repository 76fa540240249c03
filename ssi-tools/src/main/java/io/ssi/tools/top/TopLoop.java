package io.ssi.tools.top;

import io.ssi.linux.Signal;
import io.ssi.tools.service.Cancellation;
import io.ssi.tools.service.InterruptedVerbException;
import io.ssi.tools.service.WatchRoom;
import io.ssi.tools.top.model.Meter;
import io.ssi.tools.top.model.Picture;
import io.ssi.tools.top.model.Sample;
import io.ssi.tools.top.model.TopRow;
import io.ssi.tools.top.model.Wish;
import io.ssi.tools.top.screen.Screen;
import io.ssi.tools.top.screen.ScreenEvent;
import io.ssi.tools.top.view.HelpView;
import io.ssi.tools.top.view.TopView;
import io.ssi.tools.top.view.TopView.Laid;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.VerbContext;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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

  private sealed interface Event {
    record FromScreen(ScreenEvent event) implements Event {}

    record Looked(Sample sample) implements Event {}

    record Failed(RuntimeException why) implements Event {}

    record Told(String message) implements Event {}

    record Cancelled() implements Event {}
  }

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
  private final WatchRoom room;
  private final Looker looker;
  private final Dialog dialog;
  private final Meter meter = new Meter();
  private final ZoneId zone;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private OptionalLong looksLeft;

  private Optional<Picture> picture = Optional.empty();
  private List<TopRow> table = List.of();
  private int height = 1;
  private boolean looking;
  private boolean stopped;
  private long nextLook;

  /**
   * A loop that has not begun.
   *
   * @param context the caller
   * @param wish what is to be seen at first
   * @param looks after how many it ends by itself; empty for never
   */
  public TopLoop(VerbContext context, Wish wish, OptionalLong looks) {
    this.context = context;
    this.room = context.services().watch();
    this.looker = new Looker(context.services());
    this.dialog =
        new Dialog(new ClusterOrders(context, text -> events.add(new Event.Told(text))), wish);
    this.zone = context.zone();
    this.looksLeft = looks;
  }

  /**
   * Runs until the person has enough.
   *
   * @param opener opens the screen
   * @return done
   */
  public ExitStatus run(Opener opener) {
    try (Screen screen = opener.open(event -> events.add(new Event.FromScreen(event)));
        Cancellation.Registration _ =
            context
                .cancellation()
                .onCancel(() -> {
                  screen.abandon();
                  events.add(new Event.Cancelled());
                })) {
      nextLook = room.nanoClock().getAsLong();
      Optional<ExitStatus> end = Optional.empty();
      while (end.isEmpty()) {
        lookIfDue();
        Event event = events.poll(patience(screen), TimeUnit.NANOSECONDS);
        if (event == null) {
          screen.releaseKeys();
          continue;
        }
        end = take(event, screen);
        if (end.isEmpty() && events.isEmpty() && !stopped) {
          show(screen);
        }
      }
      return end.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitStatus.FAILED;
    }
  }

  private void lookIfDue() {
    if (!looking && !stopped && nextLook - room.nanoClock().getAsLong() <= 0) {
      look();
    }
  }

  private void look() {
    if (looking) {
      return;
    }
    looking = true;
    Wish wish = dialog.wish();
    nextLook = room.nanoClock().getAsLong() + wish.interval().toNanos();
    room.threads()
        .newThread(() -> {
          try {
            events.add(new Event.Looked(looker.look(wish)));
          } catch (RuntimeException e) {
            events.add(new Event.Failed(e));
          }
        })
        .start();
  }

  private long patience(Screen screen) {
    if (screen.holdsKeys()) {
      return HALF_A_KEY;
    }
    return looking || stopped
        ? Long.MAX_VALUE
        : Math.max(0, nextLook - room.nanoClock().getAsLong());
  }

  private Optional<ExitStatus> take(Event event, Screen screen) {
    switch (event) {
      case Event.FromScreen(ScreenEvent from) -> {
        return take(from, screen);
      }
      case Event.Looked(Sample sample) -> {
        looking = false;
        picture = Optional.of(meter.next(sample));
        if (looksLeft.isPresent()) {
          looksLeft = OptionalLong.of(looksLeft.getAsLong() - 1);
          if (looksLeft.getAsLong() <= 0) {
            show(screen);
            return Optional.of(ExitStatus.DONE);
          }
        }
      }
      case Event.Failed(RuntimeException why) -> {
        looking = false;
        if (picture.isEmpty()) {
          throw why;
        }
        dialog.tell("the cluster could not be asked: " + why.getMessage());
      }
      case Event.Told(String message) -> dialog.tell(message);
      case Event.Cancelled() ->
          throw new InterruptedVerbException(
              context.cancellation().reason().orElseThrow(), "nothing was changed by that");
    }
    return Optional.empty();
  }

  private Optional<ExitStatus> take(ScreenEvent event, Screen screen) {
    switch (event) {
      case ScreenEvent.Typed(var key) -> {
        switch (dialog.press(key, table, height)) {
          case QUIT -> {
            return Optional.of(ExitStatus.DONE);
          }
          case LOOK -> look();
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
      case ScreenEvent.Stopped() -> stopped = true;
      case ScreenEvent.Continued() -> {
        stopped = false;
        nextLook = room.nanoClock().getAsLong();
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

  private void show(Screen screen) {
    if (dialog.isHelping()) {
      screen.show(HelpView.lines(screen.size()), OptionalInt.empty(), 0);
      return;
    }
    if (picture.isEmpty()) {
      return;
    }
    table = dialog.wish().rows(picture.get());
    Laid laid =
        TopView.screen(
            picture.get(),
            dialog.wish(),
            table,
            dialog.place(),
            dialog.line(),
            new TopView.Frame(screen.size(), zone));
    height = laid.height();
    OptionalInt cursor =
        dialog.isAsking() ? OptionalInt.of(dialog.line().length()) : OptionalInt.empty();
    screen.show(laid.lines(), cursor, laid.input());
  }
}
