package io.ssi.pid.message;

import io.ssi.pid.ApplicationId;

/**
 * Asks the node that a program in the foreground has come to, or has stayed on, to go on with a
 * run.
 *
 * @param application which
 * @param token of the run
 * @param output how far its output has come at the caller
 * @param errors the same of what it complains
 */
public record ResumeRequest(
    ApplicationId application, String token, Position output, Position errors) {

  /**
   * How far a stream has come, in bytes from its beginning.
   *
   * @param received what the caller's agent has passed on
   * @param taken what the caller has given room for again
   */
  public record Position(long received, long taken) {

    /** Refuses what cannot be. */
    public Position {
      if (taken < 0 || received < taken) {
        throw new IllegalArgumentException(
            "Of " + received + " bytes, " + taken + " cannot be taken");
      }
    }
  }
}
