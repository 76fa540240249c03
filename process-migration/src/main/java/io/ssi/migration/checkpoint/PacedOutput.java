package io.ssi.migration.checkpoint;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Passes bytes on, no more in a second than a rate; so background work leaves room for others. */
public final class PacedOutput extends FilterOutputStream {
  private final long bytesPerSecond;
  private final LongSupplier nanoClock;
  private final LongConsumer pause;
  private final long begin;
  private long written;

  /**
   * With a rate.
   *
   * @param out where to
   * @param bytesPerSecond the rate
   * @param nanoClock monotonic nanoseconds
   */
  public PacedOutput(OutputStream out, long bytesPerSecond, LongSupplier nanoClock) {
    this(out, bytesPerSecond, nanoClock, LockSupport::parkNanos);
  }

  PacedOutput(OutputStream out, long bytesPerSecond, LongSupplier nanoClock, LongConsumer pause) {
    super(out);
    this.bytesPerSecond = bytesPerSecond;
    this.nanoClock = nanoClock;
    this.pause = pause;
    this.begin = nanoClock.getAsLong();
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    pace(1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    pace(length);
  }

  private void pace(int length) {
    written += length;
    long due = (long) ((double) written / bytesPerSecond * TimeUnit.SECONDS.toNanos(1));
    long early = due - (nanoClock.getAsLong() - begin);
    if (early > 0 && !Thread.currentThread().isInterrupted()) {
      pause.accept(early);
    }
  }
}
