package io.ssi.tools.top.view;

import io.ssi.pid.GlobalPid;
import io.ssi.tools.top.model.TopRow;
import java.util.List;
import java.util.Optional;

/**
 * Which process is selected, and which are on the screen. As long as nobody has moved it the first
 * one is selected, whichever that is; then it stays with its process.
 *
 * @param chosen the process; empty for the first
 * @param top the index of the first one on the screen, if the selection allows it
 */
public record Place(Optional<GlobalPid> chosen, int top) {

  /** At the top. */
  public static final Place FIRST = new Place(Optional.empty(), 0);

  /**
   * Where the selected process is.
   *
   * @param table the processes, in order
   * @return its index, or that of the first if it is not there; -1 if there is none at all
   */
  public int index(List<TopRow> table) {
    for (int i = 0; i < table.size() && chosen.isPresent(); i++) {
      if (table.get(i).process().gpid().equals(chosen.get())) {
        return i;
      }
    }
    return table.isEmpty() ? -1 : 0;
  }

  /**
   * The selected process.
   *
   * @param table the processes, in order
   * @return empty if there is none at all
   */
  public Optional<TopRow> selected(List<TopRow> table) {
    int index = index(table);
    return index < 0 ? Optional.empty() : Optional.of(table.get(index));
  }

  /** The index of the first one on the screen, so that the selected one is on it too. */
  int first(List<TopRow> table, int height) {
    int index = Math.max(0, index(table));
    int last = Math.max(0, table.size() - height);
    int first = Math.min(top, last);
    return Math.clamp(first, Math.max(0, index - height + 1), index);
  }

  /**
   * Selects another one.
   *
   * @param table the processes, in order
   * @param steps how many further down; up if negative; as far as there are any
   * @param height how many are on the screen
   * @return the new place
   */
  public Place moved(List<TopRow> table, int steps, int height) {
    if (table.isEmpty()) {
      return this;
    }
    int index = Math.clamp((long) index(table) + steps, 0, table.size() - 1);
    Place there = new Place(Optional.of(table.get(index).process().gpid()), first(table, height));
    return index == 0 ? FIRST : new Place(there.chosen(), there.first(table, height));
  }
}
