package io.ssi.pid.foreground;

import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.SplicedFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds to the log of a program, if that is there; what cannot be added is dropped, so that no
 * program stands still for it. Used by one thread; those who add to the same log take turns.
 */
final class LogAppender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogAppender.class);

  private final Path log;
  private final ReentrantLock turn;
  private Optional<SplicedFile> file = Optional.empty();
  private Optional<SystemCallException> failure = Optional.empty();
  private boolean isReported;

  /** Opens the log when there is something to be added. */
  LogAppender(Path log, ReentrantLock turn) {
    this.log = log;
    this.turn = turn;
  }

  /**
   * Adds what a caller has not taken, and clears the journal of it. If an agent was killed in the
   * middle of that, only what is missing is added.
   *
   * @param rest all that was not taken; the journal has the same
   */
  void settle(OutputJournal journal, byte[] rest) {
    turn.lock();
    try {
      if (rest.length > 0 && failure.isEmpty()) {
        SplicedFile opened = open();
        long size = opened.size();
        int already = Math.clamp(size - journal.mark(size), 0, rest.length);
        opened.write(size, rest, already, rest.length - already);
      }
    } catch (SystemCallException e) {
      giveUp(e);
      report();
    } finally {
      // Before anybody else adds to the log: from its length it is told how much was added.
      journal.clear();
      turn.unlock();
    }
  }

  /**
   * Adds what comes out of a pipe or a terminal now. Killed in the middle, nothing of a pipe is
   * lost; of a terminal, of which splice(2) knows nothing, what was read and not written yet.
   *
   * @return how much; empty at the end
   */
  Optional<Integer> take(Descriptor outer, boolean terminal) {
    if (!terminal && failure.isEmpty()) {
      turn.lock();
      try {
        int count = open().take(outer, RunMessage.WINDOW);
        return count < 0 ? Optional.empty() : Optional.of(count);
      } catch (SystemCallException e) {
        if (!outer.isOpen()) {
          throw e;
        }
        giveUp(e);
      } finally {
        turn.unlock();
      }
    }
    byte[] bytes = new byte[RunMessage.MOST_DATA];
    int count = outer.read(bytes);
    if (count > 0) {
      append(bytes, count);
    }
    return count < 0 ? Optional.empty() : Optional.of(count);
  }

  private void append(byte[] bytes, int count) {
    if (failure.isPresent()) {
      report();
      return;
    }
    turn.lock();
    try {
      SplicedFile opened = open();
      opened.write(opened.size(), bytes, 0, count);
    } catch (SystemCallException e) {
      giveUp(e);
      report();
    } finally {
      turn.unlock();
    }
  }

  private SplicedFile open() {
    SplicedFile opened = file.orElseGet(() -> SplicedFile.open(log));
    file = Optional.of(opened);
    return opened;
  }

  private void giveUp(SystemCallException e) {
    failure = Optional.of(e);
  }

  /** Something is dropped. */
  private void report() {
    if (!isReported) {
      LOG.warn("{}: what is written there is lost", log, failure.orElseThrow());
      isReported = true;
    }
  }

  @Override
  public void close() {
    file.ifPresent(SplicedFile::close);
  }
}
