package io.ssi.memory;

import io.ssi.linux.cgroup.ControlGroup;
import io.ssi.linux.cgroup.ControlGroups;
import io.ssi.linux.procfs.testing.ProcFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A {@code /proc} with the files of the running machine, and control groups of version 2 beside it.
 */
record EmbeddedFixture(Path root) {
  private static final List<String> MACHINE_FILES =
      List.of(
          "meminfo",
          "stat",
          "loadavg",
          "uptime",
          "cpuinfo",
          "sys/kernel/random/boot_id",
          "sys/kernel/osrelease");

  static EmbeddedFixture create(Path root) {
    EmbeddedFixture fixture = new EmbeddedFixture(root);
    fixture.write(
        "proc/self/mountinfo", "30 23 0:26 / " + root.resolve("fs") + " rw - cgroup2 cgroup2 rw\n");
    for (String file : MACHINE_FILES) {
      fixture.write("proc/" + file, fixture.machineText(file));
    }
    return fixture;
  }

  ProcFixture proc() {
    return new ProcFixture(root.resolve("proc"));
  }

  String text(String file) {
    return read(root.resolve("proc").resolve(file));
  }

  String machineText(String file) {
    return read(Path.of("/proc").resolve(file));
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  EmbeddedFixture write(String path, String content) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ControlGroup group(String name) {
    return ControlGroups.detect(root.resolve("proc")).top().child(name);
  }

  /** Writes the accounts of a group. */
  EmbeddedFixture account(String group, long limit, long usage, long anon, long userMicros) {
    String directory = "fs/" + group + "/";
    return write(directory + "memory.max", limit + "\n")
        .write(directory + "memory.current", usage + "\n")
        .write(
            directory + "memory.stat",
            "anon "
                + anon
                + """

                file 8388608
                kernel_stack 131072
                pagetables 262144
                shmem 8192
                file_mapped 20480
                file_dirty 4096
                file_writeback 12288
                anon_thp 2097152
                inactive_anon 1024
                active_anon 2048
                inactive_file 3072
                active_file 4096
                unevictable 5120
                slab_reclaimable 1048576
                slab_unreclaimable 524288
                """)
        .write(
            directory + "cpu.stat",
            "usage_usec " + userMicros + "\nuser_usec " + userMicros + "\nsystem_usec 50000\n");
  }
}
