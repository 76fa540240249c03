package io.ssi.tools.service;

import java.util.List;
import java.util.stream.Collectors;

/** An application cannot be moved or saved, for known reasons. It runs on, untouched. */
public final class NotMovableException extends ToolsException {
  private static final long serialVersionUID = 1L;

  private final transient List<Blocker> blockers;

  /**
   * With all reasons.
   *
   * @param attempt what was attempted, such as {@code move application 17 to node2}
   * @param blockers at least one
   */
  public NotMovableException(String attempt, List<Blocker> blockers) {
    super("not_movable", "cannot " + attempt + ": " + joined(blockers), advice(blockers));
    this.blockers = List.copyOf(blockers);
  }

  /**
   * All reasons.
   *
   * @return at least one
   */
  public List<Blocker> blockers() {
    return blockers;
  }

  private static String joined(List<Blocker> blockers) {
    return blockers.stream()
        .map(blocker -> blocker.subject() + " " + blocker.message())
        .collect(Collectors.joining(", "));
  }

  private static String advice(List<Blocker> blockers) {
    return blockers.stream().map(Blocker::advice).distinct().collect(Collectors.joining(", "));
  }
}
