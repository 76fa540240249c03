package io.ssi.migration.preflight;

import java.util.List;
import java.util.Set;

/**
 * What a process has open that is more than a name tells.
 *
 * @param protocols of its sockets, as the kernel calls them
 * @param unixOutside unix sockets connected to one outside of the application, by the inode number
 *     of that one
 * @param deleted files that were deleted
 * @param hidden paths that name something else, or nothing, in the process's own file system
 * @param watched processes outside of the application of which it has a pidfd, by the node's number
 * @param locked files that it has locked itself, with fcntl(2)
 */
public record OpenFacts(
    Set<String> protocols,
    List<Long> unixOutside,
    List<DeletedFile> deleted,
    List<String> hidden,
    List<Integer> watched,
    List<LockedFile> locked) {

  /** Nothing of that. */
  public static final OpenFacts NONE =
      new OpenFacts(Set.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  /** Takes copies. */
  public OpenFacts {
    protocols = Set.copyOf(protocols);
    unixOutside = List.copyOf(unixOutside);
    deleted = List.copyOf(deleted);
    hidden = List.copyOf(hidden);
    watched = List.copyOf(watched);
    locked = List.copyOf(locked);
  }

  /**
   * A file that was deleted and is still open.
   *
   * @param path that it had
   * @param bytes its size
   * @param links names that it has left
   */
  public record DeletedFile(String path, long bytes, int links) {}
}
