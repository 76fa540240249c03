package io.ssi.migration;

/** What a failed operation did to the world, and so what the caller may do now. */
public enum Outcome {
  /** Nothing was touched. Mend what the message names and try again. */
  NOT_STARTED,
  /**
   * It had begun and was undone: the application runs where it ran. Try again when the cause is
   * gone.
   */
  ROLLED_BACK,
  /**
   * The decision cannot be read at the moment. Start nothing by hand; {@code ssi ps} and {@code ssi
   * node status} tell when the cluster knows again.
   */
  UNKNOWN
}
