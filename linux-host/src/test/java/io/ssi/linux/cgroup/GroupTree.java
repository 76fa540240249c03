package io.ssi.linux.cgroup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory with a {@code proc} and an {@code fs} of control groups, written by hand. */
record GroupTree(Path root) {

  static final String STAT =
      """
      anon 104857600
      file 52428800
      kernel 3145728
      kernel_stack 131072
      pagetables 262144
      sec_pagetables 0
      percpu 864
      sock 4096
      vmalloc 12288
      shmem 8192
      zswap 0
      zswapped 0
      file_mapped 20480
      file_dirty 4096
      file_writeback 0
      swapcached 0
      anon_thp 2097152
      file_thp 0
      shmem_thp 0
      inactive_anon 1000
      active_anon 2000
      inactive_file 3000
      active_file 4000
      unevictable 5000
      slab_reclaimable 1048576
      slab_unreclaimable 524288
      slab 1572864
      """;

  GroupTree write(String path, String content) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String path) {
    return GroupFile.text(root.resolve(path));
  }

  /** What a machine of today mounts: version 2 alone, as systemd does. */
  GroupTree unified(String ownGroup) {
    write(
        "proc/self/mountinfo",
        "22 27 0:21 / /proc rw,relatime - proc proc rw\n"
            + "30 23 0:26 / "
            + root.resolve("fs")
            + " rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot\n");
    write("proc/self/cgroup", "0::" + ownGroup + "\n");
    write("fs/cgroup.controllers", "cpuset cpu io memory hugetlb pids rdma misc\n");
    return write("fs/cgroup.subtree_control", "memory pids\n");
  }

  ControlGroups detect() {
    return ControlGroups.detect(root.resolve("proc"));
  }
}
