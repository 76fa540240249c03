package io.ssi.linux.container;

import java.util.List;

/**
 * As whom a program runs.
 *
 * @param uid user
 * @param gid primary group
 * @param groups supplementary groups, at most 1024
 */
public record Credentials(int uid, int gid, List<Integer> groups) {
  private static final int MOST_GROUPS = 1024;

  /** The superuser without further groups. */
  public static final Credentials ROOT = new Credentials(0, 0, List.of());

  /** Copies the list; refuses too long ones. */
  public Credentials {
    groups = List.copyOf(groups);
    if (groups.size() > MOST_GROUPS) {
      throw new IllegalArgumentException(
          "A program can have 1024 supplementary groups, not " + groups.size());
    }
  }
}
