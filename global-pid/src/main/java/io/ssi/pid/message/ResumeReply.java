package io.ssi.pid.message;

/** The answer to {@link ResumeRequest}. */
public sealed interface ResumeReply {

  /**
   * The run goes on over this stream.
   *
   * @param received bytes of input that came so far: what is sent next
   * @param granted for how many of them room was given after the first
   * @param signals how many signals came so far
   */
  record Resumed(long received, long granted, int signals) implements ResumeReply {}

  /** Not now: the program is still on its way, or too many others run here. */
  record NotYet() implements ResumeReply {}

  /** Such a run is not here. */
  record NotHeld() implements ResumeReply {}
}
