package io.ssi.migration;

import java.util.List;
import java.util.stream.Collectors;

/** The preflight found reasons why the application cannot move. Nothing was touched. */
public final class NotMovableException extends MigrationException {
  private static final long serialVersionUID = 1L;

  private final transient List<MoveBlocker> blockers;

  /**
   * With every reason that was found.
   *
   * @param attempt what was attempted, such as {@code migrate application 17 to node2}
   * @param blockers at least one
   */
  public NotMovableException(String attempt, List<MoveBlocker> blockers) {
    super(
        Outcome.NOT_STARTED,
        "cannot "
            + attempt
            + ": "
            + blockers.stream().map(MoveBlocker::sentence).collect(Collectors.joining("; ")));
    this.blockers = List.copyOf(blockers);
  }

  /**
   * The reasons.
   *
   * @return at least one
   */
  public List<MoveBlocker> blockers() {
    return blockers;
  }
}
