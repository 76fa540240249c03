package io.ssi.tools.service;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** So many bytes that may be kept, alone or as a part of a larger budget. Thread-safe. */
public final class Budget {
  private final AtomicLong left;
  private final Optional<Budget> whole;

  private Budget(long bytes, Optional<Budget> whole) {
    this.left = new AtomicLong(bytes);
    this.whole = whole;
  }

  /**
   * One that stands alone.
   *
   * @param bytes how many may be kept
   * @return the budget
   */
  public static Budget of(long bytes) {
    return new Budget(bytes, Optional.empty());
  }

  /**
   * A part of this one: what is taken of it is taken of both.
   *
   * @param bytes the most that may be kept of it
   * @return the part
   */
  public Budget part(long bytes) {
    return new Budget(bytes, Optional.of(this));
  }

  /**
   * Takes some.
   *
   * @param bytes how many
   * @return false, and nothing is taken, if there are not as many left
   */
  public boolean take(long bytes) {
    if (left.addAndGet(-bytes) < 0) {
      left.addAndGet(bytes);
      return false;
    }
    if (whole.isPresent() && !whole.get().take(bytes)) {
      left.addAndGet(bytes);
      return false;
    }
    return true;
  }

  /**
   * Gives some back.
   *
   * @param bytes how many
   */
  public void give(long bytes) {
    left.addAndGet(bytes);
    whole.ifPresent(budget -> budget.give(bytes));
  }
}
