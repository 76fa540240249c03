package io.ssi.tools.top;

import io.ssi.tools.service.Cancellation;
import io.ssi.tools.service.Cancellation.Reason;
import io.ssi.tools.service.InterruptedVerbException;
import io.ssi.tools.top.model.Meter;
import io.ssi.tools.top.model.Picture;
import io.ssi.tools.top.model.Wish;
import io.ssi.tools.top.view.TopView;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.VerbContext;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks again and again and writes what it sees, as plain text or as JSON. */
public final class BatchTop {
  private final VerbContext context;
  private final Wish wish;
  private final OptionalLong looks;
  private final Meter meter = new Meter();

  /**
   * Has not begun.
   *
   * @param context the caller
   * @param wish what is to be seen
   * @param looks after how many it ends; empty for never
   */
  public BatchTop(VerbContext context, Wish wish, OptionalLong looks) {
    this.context = context;
    this.wish = wish;
    this.looks = looks;
  }

  /**
   * Writes until all looks are done or nobody wants more.
   *
   * @return done; partly done if one of the nodes that were asked for did not answer the last time
   */
  public ExitStatus run() {
    Optional<TopJson> json =
        context.isJson() ? Optional.of(new TopJson(context.json())) : Optional.empty();
    json.ifPresent(TopJson::begin);
    boolean silent = false;
    CountDownLatch cancelled = new CountDownLatch(1);
    try (var _ = context.cancellation().onCancel(cancelled::countDown)) {
      Looker looker = new Looker(context.services());
      long next = context.services().watch().nanoClock().getAsLong();
      for (long done = 0; looks.isEmpty() || done < looks.getAsLong(); done++) {
        if (done > 0 && isOver(cancelled, next)) {
          break;
        }
        next += wish.interval().toNanos();
        Picture picture = meter.next(looker.look(wish));
        silent = picture.nodes().stream().anyMatch(node -> node.problem().isPresent());
        write(picture, json, done);
      }
    }
    json.ifPresent(TopJson::end);
    context.flush();
    return silent && wish.nodes().isPresent() ? ExitStatus.PARTLY : ExitStatus.DONE;
  }

  private void write(Picture picture, Optional<TopJson> json, long done) {
    if (json.isPresent()) {
      json.get().write(picture, wish.rows(picture));
    } else {
      if (done > 0) {
        context.out().println();
      }
      TopView.text(picture, wish, context.style().width(), context.zone())
          .forEach(context.out()::println);
    }
    context.flush();
  }

  /** Waits for the time of the next look. */
  private boolean isOver(CountDownLatch cancelled, long next) {
    long left = next - context.services().watch().nanoClock().getAsLong();
    try {
      if (!cancelled.await(Math.max(0, left), TimeUnit.NANOSECONDS)) {
        return false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
    Cancellation.Reason reason = context.cancellation().reason().orElseThrow();
    if (reason != Reason.INTERRUPTED) {
      throw new InterruptedVerbException(reason, "nothing was changed");
    }
    return true;
  }
}
