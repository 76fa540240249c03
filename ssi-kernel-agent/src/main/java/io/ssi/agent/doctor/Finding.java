package io.ssi.agent.doctor;

/**
 * One thing that was looked at.
 *
 * @param subject what, in a word or two
 * @param result whether it will do
 * @param found what is there
 * @param advice what to do about it; empty if nothing need be done
 */
public record Finding(String subject, Result result, String found, String advice) {

  /** Whether something will do. */
  public enum Result {
    /** It is as it should be. */
    OK,
    /** A part of the system will not work, or not as well; the rest does. */
    NOTE,
    /** The system needs it. */
    MISSING
  }

  static Finding ok(String subject, String found) {
    return new Finding(subject, Result.OK, found, "");
  }

  static Finding note(String subject, String found, String advice) {
    return new Finding(subject, Result.NOTE, found, advice);
  }

  static Finding missing(String subject, String found, String advice) {
    return new Finding(subject, Result.MISSING, found, advice);
  }
}
