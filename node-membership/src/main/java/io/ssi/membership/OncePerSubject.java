package io.ssi.membership;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what was said already, so that a log does not fill with repetitions; bounded. */
public final class OncePerSubject {
  private static final int MAX_SUBJECTS = 256;

  private final Set<String> subjects = ConcurrentHashMap.newKeySet();

  /** Nothing has been said yet. */
  public OncePerSubject() {}

  /**
   * Whether this is the first time.
   *
   * @param subject whom it concerns
   * @return true once per subject; after many different ones all is forgotten
   */
  public boolean first(String subject) {
    if (subjects.size() >= MAX_SUBJECTS) {
      subjects.clear();
    }
    return subjects.add(subject);
  }
}
