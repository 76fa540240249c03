package io.ssi.migration;

import java.util.Locale;

/** What a restart does with files that were written after the checkpoint. */
public enum FilePolicy {
  /** They stay as they are now. */
  KEEP,
  /** They are cut back to the length that they had at the checkpoint. */
  TRUNCATE,
  /** They get the content that they had at the checkpoint. */
  IMAGE;

  /**
   * Reads what a person typed.
   *
   * @param text {@code keep}, {@code truncate} or {@code image}
   * @return the policy
   * @throws IllegalArgumentException if it is something else
   */
  public static FilePolicy parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
