package io.ssi.linux.cgroup;

import java.util.OptionalLong;

/** Memory of a group and of all groups below it. All amounts are bytes. */
public sealed interface MemoryAccount permits LegacyMemory, UnifiedMemory {

  /**
   * How much the group may use: its own limit or that of a group above, whichever is less.
   *
   * @return bytes, or empty if nothing limits it
   */
  OptionalLong limit();

  /**
   * Sets the group's own limit. Blocks while the kernel reclaims what is beyond it.
   *
   * @param bytes rounded down to pages by the kernel
   * @throws ControlGroupException if the kernel refuses, as when more than that is in use and
   *     cannot be reclaimed
   */
  void limitTo(long bytes);

  /**
   * What the group uses: memory of its programs, files that they read or wrote, and the kernel's
   * memory for them.
   *
   * @return bytes
   */
  long usage();

  /**
   * How much may be swapped out.
   *
   * @return bytes, or empty if nothing limits it or swap is not accounted
   */
  OptionalLong swapLimit();

  /**
   * What the memory is used for.
   *
   * @return the account in detail
   */
  MemoryStat stat();
}
