package io.ssi.migration;

import io.ssi.linux.syscall.Descriptor;
import io.ssi.pid.CarriedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One application, one original and one copy of it, and a record; breaks at a step that a test
 * names.
 */
final class SmallWorld implements Original, Copy, MigrationRecord {

  /** The places where it can break. */
  enum Step {
    REQUEST,
    PREPARE,
    RESERVE,
    FREEZE,
    TRANSFER,
    HOLD,
    STAND_STILL,
    COMMIT,
    END_ORIGINAL,
    RELEASE,
    CONFIRM
  }

  final List<String> journal = new ArrayList<>();
  boolean originalRuns = true;
  boolean originalAlive = true;
  boolean copyHeld;
  boolean copyRuns;
  boolean committed;
  boolean signalsWait;
  boolean prepared;
  boolean undecided;
  @Nullable Step broken;
  @Nullable Runnable before;

  private void step(Step step) {
    journal.add(step.name());
    if (before != null) {
      before.run();
    }
    if (step == broken) {
      throw new RefusedException("broken at " + step);
    }
  }

  boolean exactlyOneRuns() {
    return originalRuns ^ copyRuns;
  }

  private static CarriedProcess process(int pid) {
    return new CarriedProcess(pid, Instant.EPOCH, Duration.ofSeconds(1));
  }

  @Override
  public void request() {
    step(Step.REQUEST);
  }

  @Override
  public void prepare(Copy copy) {
    step(Step.PREPARE);
    prepared = true;
  }

  @Override
  public void unprepare() {
    prepared = false;
  }

  @Override
  public void reserve() {
    step(Step.RESERVE);
  }

  @Override
  public Descriptor pages() {
    throw new UnsupportedOperationException("this world has no pages");
  }

  @Override
  public void pagesHandedOver() {
    throw new UnsupportedOperationException("this world has no pages");
  }

  @Override
  public void holdSignals() {
    journal.add("HOLD_SIGNALS");
    signalsWait = true;
  }

  @Override
  public void letSignals() {
    journal.add("LET_SIGNALS");
    signalsWait = false;
  }

  @Override
  public TakenImage freeze() {
    step(Step.FREEZE);
    prepared = false;
    originalRuns = false;
    return new TakenImage(Path.of("/nowhere"), List.of(process(2), process(3), process(4)), 4);
  }

  @Override
  public long transfer(TakenImage image) {
    step(Step.TRANSFER);
    return 4096;
  }

  @Override
  public void hold() {
    step(Step.HOLD);
    copyHeld = true;
  }

  @Override
  public void commit(TakenImage image) {
    step(Step.COMMIT);
    if (undecided) {
      throw new UndecidedException("not known", new InterruptedException());
    }
    committed = true;
  }

  @Override
  public void standStill() {
    step(Step.STAND_STILL);
  }

  @Override
  public void end() {
    step(Step.END_ORIGINAL);
    originalAlive = false;
  }

  @Override
  public void release() {
    step(Step.RELEASE);
    copyHeld = false;
    copyRuns = true;
  }

  @Override
  public void confirm() {
    step(Step.CONFIRM);
  }

  @Override
  public void resume() {
    journal.add("RESUME_ORIGINAL");
    originalRuns = true;
  }

  @Override
  public void abandon() {
    journal.add("ABANDON");
    copyHeld = false;
  }

  @Override
  public void finish() {
    journal.add("RECORD_RESUMED");
  }

  @Override
  public void abort() {
    journal.add("RECORD_ABORTED");
  }

  @Override
  public void dissolve() {
    journal.add("DISSOLVE");
  }

  @Override
  public void close() {
    journal.add("CLOSE");
  }
}
