package io.ssi.tools.top.model;

import io.ssi.tools.service.ProcessRow;
import java.util.List;

/**
 * How many processes do what.
 *
 * @param total all
 * @param running those that run or want to
 * @param sleeping those that wait for something
 * @param stopped those that were stopped, or that a tracer holds
 * @param zombies those that have ended and nobody has asked how
 * @param applications how many applications they belong to
 */
public record TaskCounts(
    int total, int running, int sleeping, int stopped, int zombies, int applications) {

  /**
   * Counts.
   *
   * @param rows the processes
   * @return the counts
   */
  public static TaskCounts of(List<ProcessRow> rows) {
    int running = 0;
    int stopped = 0;
    int zombies = 0;
    for (ProcessRow row : rows) {
      switch (row.state()) {
        case 'R' -> running++;
        case 'T', 't' -> stopped++;
        case 'Z' -> zombies++;
        default -> {
          // The rest waits, be it for a disk, for work or for anything else.
        }
      }
    }
    int applications =
        (int) rows.stream().flatMap(row -> row.application().stream()).distinct().count();
    int sleeping = rows.size() - running - stopped - zombies;
    return new TaskCounts(rows.size(), running, sleeping, stopped, zombies, applications);
  }
}
