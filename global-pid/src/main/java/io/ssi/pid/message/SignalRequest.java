package io.ssi.pid.message;

import io.ssi.pid.Caller;

/**
 * Asks a node to signal processes that it runs.
 *
 * @param recipients whom
 * @param signal 1 to 64; 0 only asks whether anybody is there and may be signalled
 * @param caller on whose behalf
 */
public record SignalRequest(Recipients recipients, int signal, Caller caller) {

  /** Refuses numbers that are no signal. */
  public SignalRequest {
    if (signal < 0 || signal > 64) {
      throw new IllegalArgumentException("A signal is a number from 0 to 64, not " + signal);
    }
  }
}
