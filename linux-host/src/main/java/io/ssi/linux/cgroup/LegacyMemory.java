package io.ssi.linux.cgroup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;

/** The memory controller of version 1, see the kernel's {@code cgroup-v1/memory.rst}. */
record LegacyMemory(Path directory) implements MemoryAccount {

  /** No limit is the largest number of pages that fits; nothing real comes near. */
  private static final long UNLIMITED = 1L << 62;

  @Override
  public OptionalLong limit() {
    return hierarchical("hierarchical_memory_limit");
  }

  @Override
  public void limitTo(long bytes) {
    GroupFile.write(directory.resolve("memory.limit_in_bytes"), Long.toString(bytes));
  }

  @Override
  public long usage() {
    return GroupFile.number(directory.resolve("memory.usage_in_bytes"));
  }

  // The second limit is for memory and swap together.
  @Override
  public OptionalLong swapLimit() {
    if (!Files.exists(directory.resolve("memory.memsw.limit_in_bytes"))) {
      return OptionalLong.empty();
    }
    OptionalLong both = hierarchical("hierarchical_memsw_limit");
    OptionalLong memory = limit();
    return both.isPresent() && memory.isPresent()
        ? OptionalLong.of(Math.max(0, both.getAsLong() - memory.getAsLong()))
        : OptionalLong.empty();
  }

  private OptionalLong hierarchical(String key) {
    Path file = directory.resolve("memory.stat");
    long limit = GroupFile.required(file, GroupFile.keyed(file), key);
    return limit >= UNLIMITED ? OptionalLong.empty() : OptionalLong.of(limit);
  }

  @Override
  public MemoryStat stat() {
    Path file = directory.resolve("memory.stat");
    Map<String, Long> values = GroupFile.keyed(file);
    return new MemoryStat(
        total(file, values, "rss"),
        total(file, values, "cache"),
        total(file, values, "shmem"),
        total(file, values, "mapped_file"),
        total(file, values, "dirty"),
        total(file, values, "writeback"),
        // Only kernels with transparent huge pages have this line.
        values.getOrDefault("total_rss_huge", 0L),
        total(file, values, "active_anon"),
        total(file, values, "inactive_anon"),
        total(file, values, "active_file"),
        total(file, values, "inactive_file"),
        total(file, values, "unevictable"),
        // Only where swap is accounted.
        values.getOrDefault("total_swap", 0L),
        MemoryStat.Kernel.UNKNOWN);
  }

  /** The group's own value together with those of the groups below it. */
  private static long total(Path file, Map<String, Long> values, String key) {
    return GroupFile.required(file, values, "total_" + key);
  }
}
