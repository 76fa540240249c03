package io.ssi.linux.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;

/** The memory controller of version 2, see the kernel's {@code cgroup-v2.rst}. */
record UnifiedMemory(Path directory, Path top) implements MemoryAccount {

  static boolean isIn(Path directory) {
    return Files.exists(directory.resolve("memory.current"));
  }

  @Override
  public OptionalLong limit() {
    return lowest("memory.max");
  }

  @Override
  public void limitTo(long bytes) {
    GroupFile.write(directory.resolve("memory.max"), Long.toString(bytes));
  }

  @Override
  public long usage() {
    return GroupFile.number(directory.resolve("memory.current"));
  }

  @Override
  public OptionalLong swapLimit() {
    return lowest("memory.swap.max");
  }

  // The top group has no limit files, and a kernel without swap has none for swap.
  private OptionalLong lowest(String name) {
    OptionalLong lowest = OptionalLong.empty();
    for (Path at = directory; at != null && at.startsWith(top); at = at.getParent()) {
      Path file = at.resolve(name);
      if (Files.exists(file)) {
        OptionalLong limit = GroupFile.limit(file);
        if (limit.isPresent()) {
          lowest = OptionalLong.of(Math.min(lowest.orElse(Long.MAX_VALUE), limit.getAsLong()));
        }
      }
    }
    return lowest;
  }

  @Override
  public MemoryStat stat() {
    Path file = directory.resolve("memory.stat");
    Map<String, Long> values = GroupFile.keyed(file);
    Path swap = directory.resolve("memory.swap.current");
    return new MemoryStat(
        GroupFile.required(file, values, "anon"),
        GroupFile.required(file, values, "file"),
        GroupFile.required(file, values, "shmem"),
        GroupFile.required(file, values, "file_mapped"),
        GroupFile.required(file, values, "file_dirty"),
        GroupFile.required(file, values, "file_writeback"),
        // Only kernels with transparent huge pages have this line.
        values.getOrDefault("anon_thp", 0L),
        GroupFile.required(file, values, "active_anon"),
        GroupFile.required(file, values, "inactive_anon"),
        GroupFile.required(file, values, "active_file"),
        GroupFile.required(file, values, "inactive_file"),
        GroupFile.required(file, values, "unevictable"),
        Files.exists(swap) ? GroupFile.number(swap) : 0,
        new MemoryStat.Kernel(
            GroupFile.required(file, values, "kernel_stack"),
            // Since Linux 5.11.
            values.getOrDefault("pagetables", 0L),
            GroupFile.required(file, values, "slab_reclaimable"),
            GroupFile.required(file, values, "slab_unreclaimable")));
  }
}
