package io.ssi.tools.many;

import io.ssi.pid.foreground.RunStream;
import io.ssi.tools.service.Budget;
import java.io.ByteArrayOutputStream;

/**
 * Standard output that is kept until all copies have ended; standard error is labelled and passed
 * on at once. What the budget does not allow to be kept is passed on at once as well, with all that
 * the copy wrote before.
 */
final class GatheredOutput implements CopyOutput {
  private final String label;
  private final MergedStreams to;
  private final Budget budget;
  private final LabelledOutput live;
  // Read by another thread when the copy has ended.
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean overflowed;

  GatheredOutput(String label, MergedStreams to, Budget budget) {
    this.label = label;
    this.to = to;
    this.budget = budget;
    this.live = new LabelledOutput(label, to);
  }

  @Override
  public void take(RunStream stream, byte[] bytes, Runnable taken) {
    if (stream == RunStream.ERRORS || overflowed) {
      live.take(stream, bytes, taken);
    } else if (budget.take(bytes.length)) {
      kept.writeBytes(bytes);
      taken.run();
    } else {
      overflow();
      live.take(stream, bytes, taken);
    }
  }

  @Override
  public void finish() {
    live.finish();
  }

  /** What was gathered; to be asked when the copy has ended. */
  Gathering.Text text() {
    return new Gathering.Text(label, kept.toByteArray());
  }

  /** Nothing of it is kept any more. */
  void release() {
    budget.give(kept.size());
    kept.reset();
  }

  private void overflow() {
    overflowed = true;
    to.note(
        "ssi: " + label + ": wrote more than can be gathered; its lines are printed as they come");
    byte[] before = kept.toByteArray();
    release();
    live.take(RunStream.OUTPUT, before, () -> {});
  }
}
