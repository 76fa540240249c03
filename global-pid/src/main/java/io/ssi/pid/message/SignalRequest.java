package io.ssi.pid.message;

import io.ssi.pid.AppOrPid;
import io.ssi.pid.Caller;

/**
 * Asks a node to signal a process that it runs, or every process of an application.
 *
 * @param target whom
 * @param signal 1 to 64; 0 only asks whether the target exists and may be signalled
 * @param caller on whose behalf
 */
public record SignalRequest(AppOrPid target, int signal, Caller caller) {

  /** Refuses numbers that are no signal. */
  public SignalRequest {
    if (signal < 0 || signal > 64) {
      throw new IllegalArgumentException("A signal is a number from 0 to 64, not " + signal);
    }
  }
}
