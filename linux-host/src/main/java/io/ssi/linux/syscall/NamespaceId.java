package io.ssi.linux.syscall;

/**
 * Which namespace: two processes are in the same one exactly if these are equal, on one kernel and
 * while it exists.
 *
 * @param kind what it isolates
 * @param inode its number in nsfs
 */
public record NamespaceId(NamespaceKind kind, long inode) {
  @Override
  public String toString() {
    return kind.file() + ":[" + inode + "]";
  }
}
