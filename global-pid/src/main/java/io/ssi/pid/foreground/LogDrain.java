package io.ssi.pid.foreground;

import io.ssi.linux.SystemCallException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends what comes out of a pipe or a terminal to the log of its program, until the end, after
 * what its caller has not taken. Runs on one thread; {@link #stop} may be called from any.
 */
final class LogDrain implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LogDrain.class);

  private final LogAppender log;
  private final OutputJournal journal;
  private final byte[] first;
  private final OutputEnd end;

  /** Takes over the log and the far end; the first bytes are what the journal has. */
  LogDrain(LogAppender log, OutputJournal journal, byte[] first, RunEnds.Output end) {
    this.log = log;
    this.journal = journal;
    this.first = first;
    this.end = new OutputEnd(end);
  }

  /** Ends it when what was read is in the log, with bytes perhaps left in the pipe. */
  void stop() {
    end.stop();
  }

  @Override
  public void run() {
    try (log) {
      log.settle(journal, first);
      boolean isOver = false;
      while (!isOver && !end.isStopped() && end.awaitReadable()) {
        Optional<Integer> taken = end.take(outer -> log.take(outer, end.isTerminal()));
        isOver = taken.isEmpty();
      }
    } catch (SystemCallException e) {
      LOG.warn("{}: nothing more is written to its log", end.outer(), e);
    } finally {
      end.close();
    }
  }
}
