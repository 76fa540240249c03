package io.ssi.pid.message;

import java.util.List;
import java.util.OptionalInt;

/**
 * Processes of one node.
 *
 * @param rows by pid, ascending
 * @param continueAfter the last pid told, if there are more
 */
public record TableReply(List<ProcessRow> rows, OptionalInt continueAfter) {

  /** Takes a copy of the list. */
  public TableReply {
    rows = List.copyOf(rows);
  }
}
