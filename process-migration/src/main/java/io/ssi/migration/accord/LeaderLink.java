package io.ssi.migration.accord;

import io.ssi.membership.stream.BulkStream;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.wire.PartStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

/** The end of a conversation at the node of a further container. */
public final class LeaderLink {
  private static final byte[] DONE = new byte[0];

  private final StreamLimit limit;

  /**
   * Over a stream that the leader opened.
   *
   * @param stream stays the caller's
   * @param timer ends the wait for a leader that says nothing
   */
  public LeaderLink(BulkStream stream, ScheduledExecutorService timer) {
    this.limit = new StreamLimit(stream, timer);
  }

  /** The leader has said that it comes to nothing. */
  static final class AbandonedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Waits for the first question.
   *
   * @return what it takes
   * @throws IOException if it does not come
   */
  public byte[] readOrder() throws IOException {
    return expect(PartStream.Step.JOIN, Limits.STANDARD.join());
  }

  /** Waits for a question; gives what it takes. */
  byte[] expect(PartStream.Step step, Duration time) throws IOException {
    PartStream.Ask ask = limit.within(time, () -> PartStream.readAsk(limit.stream().input()));
    if (ask.step() == PartStream.Step.ABANDON) {
      throw new AbandonedException();
    }
    if (ask.step() != step) {
      throw new IOException("the leader said " + ask.step() + " where " + step + " was to come");
    }
    return ask.body();
  }

  /** The same where a stream that breaks ends it. */
  byte[] await(PartStream.Step step, Duration time, String subject) {
    try {
      return expect(step, time);
    } catch (IOException e) {
      throw new MoveFailedException(
          Outcome.ROLLED_BACK,
          subject
              + " was not done: the node of the application's first container is gone: "
              + e.getMessage()
              + "; it runs on",
          e);
    } catch (AbandonedException e) {
      throw new MoveFailedException(
          Outcome.ROLLED_BACK, subject + " was not done: it failed elsewhere; it runs on", e);
    }
  }

  /** Answers that it is done. */
  void done(String subject) {
    try {
      say(DONE);
    } catch (IOException e) {
      throw new MoveFailedException(
          Outcome.ROLLED_BACK, subject + " was not done: " + e.getMessage() + "; it runs on", e);
    }
  }

  /**
   * Answers.
   *
   * @param answer what
   * @throws IOException if the stream is broken
   */
  public void say(byte[] answer) throws IOException {
    PartStream.writeAnswer(limit.stream().output(), answer);
  }
}
