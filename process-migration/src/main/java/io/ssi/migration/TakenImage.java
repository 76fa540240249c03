package io.ssi.migration;

import io.ssi.pid.CarriedProcess;
import java.nio.file.Path;
import java.util.List;

/**
 * An image that was taken; the application it was taken of stands still.
 *
 * @param directory where the files are that did not go to the target by themselves
 * @param carried its processes, with what the kernel will forget about them
 * @param cursor the pid that was given last in the container
 */
public record TakenImage(Path directory, List<CarriedProcess> carried, int cursor) {

  /** Takes a copy of the list. */
  public TakenImage {
    carried = List.copyOf(carried);
  }

  /**
   * How many processes are in it.
   *
   * @return without the reaper
   */
  public int processes() {
    return (int) carried.stream().filter(process -> process.pid() != REAPER).count();
  }

  /** The pid of the reaper, the root of every image. */
  public static final int REAPER = 2;
}
