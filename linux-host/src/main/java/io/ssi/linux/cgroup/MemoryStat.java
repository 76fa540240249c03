package io.ssi.linux.cgroup;

/**
 * What a group's memory is used for, in bytes, whichever version told it. A kind that the version
 * does not tell is zero: version 1 has no slab, kernel stacks or page tables.
 *
 * @param anon memory of programs that is of no file
 * @param file page cache, {@code shmem} included
 * @param shmem shared memory and tmpfs
 * @param fileMapped page cache that programs have mapped
 * @param fileDirty page cache waiting to be written
 * @param fileWriteback page cache being written
 * @param anonHuge part of {@code anon} in transparent huge pages
 * @param activeAnon recently used, of no file
 * @param inactiveAnon not recently used, of no file
 * @param activeFile recently used page cache
 * @param inactiveFile page cache not recently used
 * @param unevictable locked
 * @param swap swapped out
 * @param kernel the kernel's memory for the group
 */
public record MemoryStat(
    long anon,
    long file,
    long shmem,
    long fileMapped,
    long fileDirty,
    long fileWriteback,
    long anonHuge,
    long activeAnon,
    long inactiveAnon,
    long activeFile,
    long inactiveFile,
    long unevictable,
    long swap,
    Kernel kernel) {

  /**
   * The kernel's memory for a group.
   *
   * @param stacks kernel stacks of its tasks
   * @param pageTables page tables of its programs
   * @param slabReclaimable caches that can be given back
   * @param slabUnreclaimable caches that cannot
   */
  public record Kernel(long stacks, long pageTables, long slabReclaimable, long slabUnreclaimable) {

    /** Not told. */
    public static final Kernel UNKNOWN = new Kernel(0, 0, 0, 0);
  }
}
