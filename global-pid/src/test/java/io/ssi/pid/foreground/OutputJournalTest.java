package io.ssi.pid.foreground;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.syscall.Pipe;
import io.ssi.pid.ContainerNumber;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent that is killed leaves its files as they are: whoever opens them anew is its successor.
 */
class OutputJournalTest {
  @TempDir Path directory;
  private final Pipe pipe = Pipe.open();
  private Path path;
  private Path log;
  private OutputJournal journal;

  @BeforeEach
  void begin() throws IOException {
    path = directory.resolve("17.1");
    log = Files.createFile(directory.resolve("log"));
    journal = new OutputJournal(path);
  }

  @AfterEach
  void close() {
    pipe.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String take(String written) {
    pipe.writer().write(bytes(written));
    return text(journal.take(pipe.reader(), 1000).orElseThrow());
  }

  private String left() {
    return text(leftBytes());
  }

  private byte[] leftBytes() {
    try (OutputJournal left = OutputJournal.left(path)) {
      return left.rest();
    }
  }

  private void settle(OutputJournal from) {
    try (LogAppender appender = new LogAppender(log, new ReentrantLock())) {
      appender.settle(from, from.rest());
    }
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> !file.equals(log)).count();
    }
  }

  @Test
  void whatWasNotTakenIsLeft() throws IOException {
    assertThat(files()).isZero();
    assertThat(left()).isEmpty();

    assertThat(take("taken,")).isEqualTo("taken,");
    assertThat(take("sent,")).isEqualTo("sent,");
    journal.add(bytes("unsent"));
    assertThat(journal.take(pipe.reader(), 1000)).hasValue(new byte[0]);
    pipe.writer().close();
    assertThat(journal.take(pipe.reader(), 1000)).isEmpty();
    journal.taken(6);

    assertThat(text(journal.rest())).isEqualTo("sent,unsent");
    assertThat(left()).isEqualTo("sent,unsent");
    journal.clear();
    assertThat(files()).isZero();
  }

  @Test
  void aProgramThatWritesNothingHasNoFiles() throws IOException {
    pipe.writer().close();

    assertThat(journal.take(pipe.reader(), 1000)).isEmpty();

    assertThat(files()).isZero();
  }

  @Test
  void anyOfItIsLeftAtAnyTimeAndItStaysSmall() throws IOException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    byte[] all = new byte[4 << 20];
    random.nextBytes(all);
    int written = 0;
    int taken = 0;
    while (taken < all.length) {
      int room = Math.min(taken + RunMessage.WINDOW, all.length) - written;
      if (room > 0 && random.nextInt(4) > 0) {
        int count = Math.min(room, random.nextInt(1, 1 << 16));
        pipe.writer().write(all, written, count);
        assertThat(journal.take(pipe.reader(), count))
            .hasValue(Arrays.copyOfRange(all, written, written + count));
        written += count;
      } else if (written > taken) {
        int count = random.nextInt(1, written - taken + 1);
        journal.taken(count);
        taken += count;
      }
      byte[] expected = Arrays.copyOfRange(all, taken, written);
      assertThat(leftBytes()).isEqualTo(expected);
      assertThat(journal.rest()).isEqualTo(expected);
      assertThat(files()).isBetween(0L, 2L);
      for (int i = 0; i < 2; i++) {
        Path file = directory.resolve("17.1." + i);
        assertThat(Files.exists(file) ? Files.size(file) : 0)
            .isLessThan(OutputJournal.LIMIT + (1 << 16) + 4096);
      }
    }
    assertThat(files()).isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      assertThat(Files.size(directory.resolve("17.1." + i))).isLessThan(1 << 17);
    }
  }

  @Test
  void whatIsSettledIsInTheLogOnceHoweverOftenThatIsBegun() throws IOException {
    Files.writeString(log, "before,");
    take("untaken,");
    journal.add(bytes("rest"));
    assertThat(journal.mark(7)).isEqualTo(7);
    // As far as an agent has come that was killed meanwhile.
    Files.writeString(log, "before,unta");

    OutputJournal left = OutputJournal.left(path);
    assertThat(left.mark(11)).isEqualTo(7);
    settle(left);

    assertThat(log).hasContent("before,untaken,rest");
    assertThat(files()).isZero();
  }

  @Test
  void whatWasSettledBeforeTheFilesWereRemovedIsNotAddedAgain() throws IOException {
    take("untaken");
    var _ = journal.mark(0);
    Files.writeString(log, "untaken");

    settle(OutputJournal.left(path));

    assertThat(log).hasContent("untaken");
  }

  @Test
  void oneThatCannotBeWrittenHoldsNothingUp() {
    journal = new OutputJournal(directory.resolve("missing/17.1"));

    assertThat(take("some")).isEqualTo("some");
    assertThat(take("more")).isEqualTo("more");
    journal.taken(4);

    assertThat(journal.rest()).isEmpty();
    try (LogAppender appender = new LogAppender(log, new ReentrantLock())) {
      appender.settle(journal, bytes("more"));
    }
    assertThat(log).hasContent("more");
  }

  @Test
  void aSuccessorPutsAllStreamsIntoTheLogsThatThereAre() throws IOException {
    take("output,");
    OutputJournal errors = new OutputJournal(directory.resolve("17.2"));
    errors.add(bytes("errors"));
    new OutputJournal(directory.resolve("18.1")).add(bytes("of what has left"));
    // Killed right after it was made.
    Files.createFile(directory.resolve("19.1.0"));

    new OutputJournals(
            directory,
            number ->
                number.equals(new ContainerNumber(17)) ? log : directory.resolve("log" + number))
        .recover();

    assertThat(log).hasContent("output,errors");
    assertThat(files()).isZero();
  }

  @Test
  void aLogTakesWhatIsInAPipeAndDropsItWithoutAFile() throws IOException {
    try (LogAppender appender = new LogAppender(log, new ReentrantLock());
        LogAppender without = new LogAppender(directory.resolve("none"), new ReentrantLock())) {
      pipe.writer().write(bytes("kept,"));
      assertThat(appender.take(pipe.reader(), false)).hasValue(5);
      pipe.writer().write(bytes("read"));
      assertThat(appender.take(pipe.reader(), true)).hasValue(4);
      pipe.writer().write(bytes("dropped"));
      assertThat(without.take(pipe.reader(), false)).hasValue(7);
      pipe.writer().close();
      assertThat(appender.take(pipe.reader(), false)).isEqualTo(Optional.empty());
    }
    assertThat(log).hasContent("kept,read");
  }
}
