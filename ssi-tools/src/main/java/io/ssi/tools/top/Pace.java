package io.ssi.tools.top;

import io.ssi.tools.service.Services;
import io.ssi.tools.service.WatchRoom;
import io.ssi.tools.top.model.Wish;
import java.util.function.Consumer;

/**
 * When the cluster is looked at: one look at a time, each on a thread of its own, the next one an
 * interval after the one before has begun. For one thread.
 */
final class Pace {
  private final Looker looker;
  private final WatchRoom room;
  private final Consumer<TopEvent> sink;
  private boolean looking;
  private boolean stopped;
  private long next;

  /** Looks at once when it is asked whether a look is due; what was seen goes to the sink. */
  Pace(Services services, Consumer<TopEvent> sink) {
    this.looker = new Looker(services);
    this.room = services.watch();
    this.sink = sink;
    this.next = room.nanoClock().getAsLong();
  }

  /** Begins a look if it is time for one. */
  void keep(Wish wish) {
    if (looking || stopped || next - room.nanoClock().getAsLong() > 0) {
      return;
    }
    looking = true;
    next = room.nanoClock().getAsLong() + wish.interval().toNanos();
    room.threads().newThread(() -> look(wish)).start();
  }

  private void look(Wish wish) {
    try {
      sink.accept(new TopEvent.Looked(looker.look(wish)));
    } catch (RuntimeException e) {
      sink.accept(new TopEvent.Failed(e));
    }
  }

  /** The look that was begun is over. */
  void over() {
    looking = false;
  }

  /** The next look is due now, or when the one that was begun is over. */
  void hurry() {
    next = room.nanoClock().getAsLong();
  }

  /** Nobody is there to see anything. */
  void stop() {
    stopped = true;
  }

  /** Somebody is there again. */
  void goOn() {
    stopped = false;
    hurry();
  }

  boolean isStopped() {
    return stopped;
  }

  /** Nanoseconds until a look is due, or very many if only something else can make it so. */
  long patience() {
    return looking || stopped ? Long.MAX_VALUE : Math.max(0, next - room.nanoClock().getAsLong());
  }
}
