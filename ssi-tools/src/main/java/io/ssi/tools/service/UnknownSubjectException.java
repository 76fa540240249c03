package io.ssi.tools.service;

import java.util.Locale;

/** What the verb is to act on does not exist. Nothing was done. */
public final class UnknownSubjectException extends ToolsException {
  private static final long serialVersionUID = 1L;

  /** What kind of thing was looked for. */
  public enum Kind {
    /** A node, by name or number. */
    NODE("see: ssi node status"),
    /** A process, by its global pid. */
    PROCESS("see: ssi ps -e"),
    /** An application, by its id or one of its processes. */
    APPLICATION("see: ssi ps"),
    /** A version of a checkpoint. */
    CHECKPOINT("see: ssi ckpt list"),
    /** A verb or a topic of the manual. */
    VERB("see: ssi help");

    private final String advice;

    Kind(String advice) {
      this.advice = advice;
    }
  }

  /**
   * With what was looked for.
   *
   * @param kind its kind
   * @param message the sentence, such as {@code there is no node 'node9' in cluster 'default'}
   */
  public UnknownSubjectException(Kind kind, String message) {
    super("unknown_" + kind.name().toLowerCase(Locale.ROOT), message, kind.advice);
  }
}
