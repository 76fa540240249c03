package io.ssi.linux.container;

import java.nio.file.Path;
import java.util.List;

/**
 * A container to be made.
 *
 * @param container its number, 1 to 32767
 * @param cgroups directories that everything started in it is put into, one per hierarchy, made and
 *     later removed by the caller; those that can freeze are used for that, of which there must be
 *     one at most: a task that one version's freezer holds never becomes frozen in the other's
 */
public record LaunchRequest(int container, List<Path> cgroups) {
  private static final int MOST = 32767;

  /** Copies the list; refuses numbers that no container has. */
  public LaunchRequest {
    cgroups = List.copyOf(cgroups);
    if (container < 1 || container > MOST) {
      throw new IllegalArgumentException(
          "A container has a number from 1 to 32767, not " + container);
    }
  }

  /** Without cgroups of its own. */
  public static LaunchRequest of(int container) {
    return new LaunchRequest(container, List.of());
  }
}
