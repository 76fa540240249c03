package io.ssi.agent.demo.program;

import io.ssi.linux.CompositionRoot;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An ordinary program with several threads and tens of megabytes of live data. It appends a line
 * "sequence number, own pid" to one file, rewrites another in place with what it knows of itself,
 * and verifies its memory all the time. Started with a directory and optionally a size in MiB.
 */
@CompositionRoot
public final class Ledger {
  /** The file that it appends to. */
  public static final String SEQUENCE_FILE = "sequence";

  /** The file that it rewrites in place. */
  public static final String STATE_FILE = "state";

  private static final int DEFAULT_MEBIBYTES = 32;
  private static final int LINE_EVERY_MS = 10;
  private static final int VERIFY_EVERY_MS = 5;

  private final LiveData data;
  private final GapMeter gaps = new GapMeter(System::currentTimeMillis);
  private final FileOutputStream sequenceFile;
  private final RandomAccessFile stateFile;
  private long sequence;

  private Ledger(Path directory, int mebibytes) throws IOException {
    data = new LiveData(mebibytes);
    sequenceFile = new FileOutputStream(directory.resolve(SEQUENCE_FILE).toFile(), true);
    stateFile = new RandomAccessFile(directory.resolve(STATE_FILE).toFile(), "rw");
  }

  /**
   * Runs until it is killed.
   *
   * @param arguments directory, and how many MiB of data
   * @throws IOException if the directory cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    int mebibytes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : DEFAULT_MEBIBYTES;
    Ledger ledger = new Ledger(Path.of(arguments[0]), mebibytes);
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
    var _ = threads.scheduleWithFixedDelay(ledger.gaps::tick, 0, 1, TimeUnit.MILLISECONDS);
    var _ =
        threads.scheduleWithFixedDelay(
            ledger.data::verifyNext, 0, VERIFY_EVERY_MS, TimeUnit.MILLISECONDS);
    var _ = threads.scheduleWithFixedDelay(ledger::write, 0, LINE_EVERY_MS, TimeUnit.MILLISECONDS);
  }

  private void write() {
    try {
      sequence++;
      long pid = ProcessHandle.current().pid();
      sequenceFile.write((sequence + " " + pid + "\n").getBytes(StandardCharsets.US_ASCII));
      LedgerState state =
          new LedgerState(sequence, pid, gaps.longestMillis(), data.rounds(), data.corrupt());
      stateFile.seek(0);
      stateFile.write(state.format().getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // A program that cannot write its ledger has nothing left to do.
      Runtime.getRuntime().halt(1);
    }
  }
}
