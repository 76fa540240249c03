package io.ssi.pid.foreground;

import io.ssi.linux.SystemCallException;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.PipeEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has left one output stream of a program and was not taken by its caller, in files, so that
 * this agent's successor has it. Bytes come out of pipes by splice(2): whenever this agent is
 * killed, none is missing.
 *
 * <p>Two files take turns. When one is {@link #LIMIT} long, all of the other was taken, and that
 * begins anew; so they stay small on every file system, and of a program that pauses they are
 * empty. There is none before the first byte.
 *
 * <p>A journal that cannot be written, on a full file system say, is given up: the program goes on,
 * and what this agent has of it is lost with it. Thread-safe; blocks for the file system only.
 */
final class OutputJournal implements AutoCloseable {
  /**
   * From this length on, in bytes, a file takes no more: as much as can be under way, so that the
   * other one has nothing any more that was not taken.
   */
  static final int LIMIT = RunMessage.WINDOW;

  private static final Logger LOG = LoggerFactory.getLogger(OutputJournal.class);

  private final Path path;
  // All guarded by this. The last of the files is the one that grows.
  private final List<JournalFile> files = new ArrayList<>();
  private long end;
  private long taken;
  private boolean isGivenUp;

  /** An empty one. The names of its files begin so; others that are there are dropped. */
  OutputJournal(Path path) {
    this.path = path;
  }

  /** What an agent that died has left in files whose names begin so. */
  static OutputJournal left(Path path) {
    OutputJournal journal = new OutputJournal(path);
    for (int number = 0; number < 2; number++) {
      if (Files.exists(journal.file(number))) {
        journal.files.add(JournalFile.open(journal.file(number)));
      }
    }
    journal.files.sort(
        Comparator.comparingLong(JournalFile::begin).thenComparingLong(JournalFile::end));
    journal.end = journal.files.stream().mapToLong(JournalFile::end).max().orElse(0);
    journal.taken = journal.files.stream().mapToLong(JournalFile::taken).max().orElse(0);
    return journal;
  }

  private Path file(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }

  /**
   * Moves what is in a pipe here, without waiting.
   *
   * @return those bytes too; none if there are none now, empty at the end
   * @throws SystemCallException of splice(2), if the pipe is to blame
   */
  synchronized Optional<byte[]> take(Descriptor pipe, int most) {
    if (files.isEmpty() && PipeEnd.isAtEnd(pipe)) {
      return Optional.empty();
    }
    if (!isGivenUp) {
      try {
        JournalFile file = growing();
        int count = file.take(pipe, most);
        end = file.end();
        return count < 0 ? Optional.empty() : Optional.of(file.read(end - count, end));
      } catch (SystemCallException | IOException e) {
        if (pipe.isOpen()) {
          giveUp(e);
        }
      }
    }
    return read(pipe, most);
  }

  /** Takes out of a terminal, or a pipe, by reading. */
  static Optional<byte[]> read(Descriptor outer, int most) {
    byte[] bytes = new byte[most];
    int count = outer.read(bytes);
    return count < 0 ? Optional.empty() : Optional.of(Arrays.copyOf(bytes, count));
  }

  /**
   * The same out of a terminal, of which splice(2) knows nothing: what was read is lost if this
   * agent is killed before it is written.
   */
  synchronized Optional<byte[]> takeTerminal(Descriptor master, int most) {
    Optional<byte[]> bytes = read(master, most);
    bytes.ifPresent(this::add);
    return bytes;
  }

  /** Keeps bytes that have come otherwise. */
  synchronized void add(byte[] bytes) {
    if (isGivenUp || bytes.length == 0) {
      return;
    }
    try {
      JournalFile file = growing();
      file.add(bytes);
      end = file.end();
    } catch (SystemCallException | IOException e) {
      giveUp(e);
    }
  }

  private JournalFile growing() throws IOException {
    if (!files.isEmpty() && files.getLast().length() < LIMIT) {
      return files.getLast();
    }
    JournalFile next;
    if (files.isEmpty()) {
      Files.deleteIfExists(file(1));
      next = JournalFile.create(file(0));
    } else if (files.size() == 1) {
      next = JournalFile.create(file(1));
    } else if (files.getFirst().end() <= taken) {
      next = files.removeFirst();
    } else {
      return files.getLast();
    }
    files.add(next);
    next.beginAnew(end, taken);
    return next;
  }

  private void giveUp(Exception e) {
    LOG.warn("{}: what this agent sends of it would be lost with it", path, e);
    isGivenUp = true;
  }

  /** The caller has taken the first bytes of it. */
  synchronized void taken(int bytes) {
    taken = Math.min(taken + bytes, end);
    try {
      for (JournalFile file : files) {
        boolean grows = file == files.getLast();
        if (file.end() <= taken && file.length() >= (grows ? RunMessage.MOST_DATA : 1)) {
          file.beginAnew(file.end(), taken);
        } else if (grows) {
          file.note(taken, 0);
        }
      }
    } catch (SystemCallException e) {
      giveUp(e);
    }
  }

  /**
   * What is not taken goes to the log.
   *
   * @param size how long that is
   * @return how long it was when that was first said
   */
  synchronized long mark(long size) {
    if (files.isEmpty() || isGivenUp) {
      return size;
    }
    try {
      JournalFile last = files.getLast();
      if (last.mark() == 0) {
        last.note(taken, size + 1);
      }
      return last.mark() - 1;
    } catch (SystemCallException e) {
      giveUp(e);
      return size;
    }
  }

  /** What was not taken. */
  synchronized byte[] rest() {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    files.forEach(file -> rest.writeBytes(file.read(taken, end)));
    return rest.toByteArray();
  }

  /** Drops all that it has; it may be used on. */
  synchronized void clear() {
    try {
      // The last one tells what was taken of all.
      for (JournalFile file : files) {
        file.delete();
      }
    } catch (IOException e) {
      LOG.warn("{}: what was taken may come again", path, e);
    }
    files.clear();
    taken = end;
    isGivenUp = false;
  }

  /** Leaves the files to whoever comes later. */
  @Override
  public synchronized void close() {
    files.forEach(JournalFile::close);
    files.clear();
  }
}
