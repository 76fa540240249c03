package io.ssi.pid.message;

import io.ssi.pid.Application;

/** What became of a request to start something. */
public sealed interface StartReply {

  /**
   * It runs.
   *
   * @param application its record
   */
  record Started(Application application) implements StartReply {}

  /**
   * It does not run, and nothing of it is left.
   *
   * @param exitStatus as a shell gives it: 127 not found, 126 cannot be executed, 1 anything else
   * @param message for people
   */
  record Refused(int exitStatus, String message) implements StartReply {}
}
