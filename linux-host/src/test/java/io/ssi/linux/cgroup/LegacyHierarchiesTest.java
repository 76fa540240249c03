package io.ssi.linux.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Version 1 with a version 2 beside it that has no controllers. */
class LegacyHierarchiesTest {
  @TempDir private Path root;
  private GroupTree tree;

  @BeforeEach
  void mount() {
    tree = new GroupTree(root);
    tree.write(
        "proc/self/mountinfo",
        mount(40, "systemd", "cgroup", "rw,name=systemd")
            + mount(32, "cpu,cpuacct", "cgroup", "rw,cpu,cpuacct")
            + mount(35, "mem\\040ory", "cgroup", "rw,memory")
            + mount(36, "blkio", "cgroup", "rw,blkio")
            + mount(38, "freezer", "cgroup", "rw,freezer")
            + mount(39, "pids", "cgroup", "rw,pids")
            + mount(41, "unified", "cgroup2", "rw"));
    tree.write(
        "proc/self/cgroup",
        """
        9:name=systemd:/
        8:pids:/
        6:freezer:/
        4:memory:/job/7
        2:cpu,cpuacct:/a:b
        7:blkio:/
        0::/
        """);
    tree.write("fs/unified/cgroup.controllers", "\n");
  }

  private String mount(int id, String name, String type, String options) {
    return id + " 31 0:" + id + " / " + root + "/fs/" + name + " rw - " + type + " " + type + " "
        + options + "\n";
  }

  @Test
  void usesOnlyHierarchiesWithAControllerThatConcernsUs() {
    ControlGroups groups = tree.detect();

    assertThat(groups.controllers())
        .containsExactlyInAnyOrder("cpu", "cpuacct", "memory", "freezer", "pids");
    assertThat(groups.hierarchies().getFirst().unified()).isTrue();
    assertThat(groups.own().directories())
        .containsExactlyInAnyOrder(
            root.resolve("fs/unified"),
            root.resolve("fs/cpu,cpuacct/a:b"),
            root.resolve("fs/mem ory/job/7"),
            root.resolve("fs/freezer"),
            root.resolve("fs/pids"));
  }

  @Test
  void readsMemoryOfTheGroupAndAllBelow() {
    tree.write("fs/mem ory/ssi/memory.usage_in_bytes", "160432128\n")
        .write("fs/mem ory/ssi/memory.stat", stat(4L << 30, 5L << 30))
        .write("fs/mem ory/ssi/memory.memsw.limit_in_bytes", "1\n");

    MemoryAccount memory = tree.detect().top().child("ssi").memory().orElseThrow();

    assertThat(memory.limit()).hasValue(4L << 30);
    assertThat(memory.swapLimit()).hasValue(1L << 30);
    assertThat(memory.usage()).isEqualTo(160432128);
    assertThat(memory.stat().anon()).isEqualTo(114405376);
    assertThat(memory.stat().file()).isEqualTo(294260736);
    assertThat(memory.stat().inactiveFile()).isEqualTo(80195584);
    assertThat(memory.stat().kernel()).isEqualTo(MemoryStat.Kernel.UNKNOWN);
  }

  @Test
  void theLargestNumberIsNoLimit() {
    tree.write("fs/mem ory/ssi/memory.stat", stat(9223372036854771712L, 9223372036854771712L));

    assertThat(tree.detect().top().child("ssi").memory().orElseThrow().limit()).isEmpty();
  }

  private static String stat(long limit, long bothLimit) {
    return "cache 1\nrss 2\nhierarchical_memory_limit "
        + limit
        + "\nhierarchical_memsw_limit "
        + bothLimit
        + """

        total_cache 294260736
        total_rss 114405376
        total_shmem 9084928
        total_mapped_file 16699392
        total_dirty 27992064
        total_writeback 0
        total_swap 0
        total_inactive_anon 100855808
        total_active_anon 1617920
        total_inactive_file 80195584
        total_active_file 204980224
        total_unevictable 20889600
        """;
  }

  @Test
  void readsProcessorTimeAndFreezes() {
    tree.write("fs/cpu,cpuacct/ssi/cpuacct.usage_user", "1500\n")
        .write("fs/cpu,cpuacct/ssi/cpuacct.usage_sys", "500\n")
        .write("fs/freezer/ssi/freezer.state", "THAWED\n");
    ControlGroup group = tree.detect().top().child("ssi");

    assertThat(group.cpu().orElseThrow().usage().total()).isEqualTo(Duration.ofNanos(2000));
    Freezer freezer = group.freezer().orElseThrow();
    assertThat(freezer.unified()).isFalse();
    freezer.freeze();
    assertThat(tree.read("fs/freezer/ssi/freezer.state")).startsWith("FROZEN");
  }
}
