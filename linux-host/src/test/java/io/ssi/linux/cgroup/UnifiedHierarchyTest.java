package io.ssi.linux.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.LocalPid;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Version 2 alone, which most machines have. */
class UnifiedHierarchyTest {
  @TempDir private Path root;
  private GroupTree tree;

  @BeforeEach
  void mount() {
    tree = new GroupTree(root).unified("/system.slice/ssi.service");
  }

  @Test
  void findsTheControllersAndTheOwnGroup() {
    ControlGroups groups = tree.detect();

    assertThat(groups.controllers()).contains("memory", "cpu", "pids", "freezer");
    assertThat(groups.hierarchies()).singleElement().matches(Hierarchy::unified);
    assertThat(groups.own().directories())
        .containsExactly(root.resolve("fs/system.slice/ssi.service"));
    assertThat(groups.top().directories()).containsExactly(root.resolve("fs"));
  }

  @Test
  void readsMemory() {
    tree.write("fs/ssi/memory.max", "max\n")
        .write("fs/ssi/n1/memory.max", "4294967296\n")
        .write("fs/ssi/n1/memory.current", "160432128\n")
        .write("fs/ssi/n1/memory.stat", GroupTree.STAT);

    MemoryAccount memory = tree.detect().top().child("ssi/n1").memory().orElseThrow();

    assertThat(memory.limit()).hasValue(4L << 30);
    assertThat(memory.usage()).isEqualTo(160432128);
    assertThat(memory.swapLimit()).isEmpty();
    MemoryStat stat = memory.stat();
    assertThat(stat.anon()).isEqualTo(100 << 20);
    assertThat(stat.file()).isEqualTo(50 << 20);
    assertThat(stat.anonHuge()).isEqualTo(2 << 20);
    assertThat(stat.activeFile()).isEqualTo(4000);
    assertThat(stat.unevictable()).isEqualTo(5000);
    assertThat(stat.kernel()).isEqualTo(new MemoryStat.Kernel(131072, 262144, 1 << 20, 1 << 19));
  }

  @Test
  void aLimitAboveCountsWhenItIsLower() {
    tree.write("fs/ssi/memory.max", "1048576\n")
        .write("fs/ssi/n1/memory.max", "4194304\n")
        .write("fs/ssi/n1/memory.current", "4096\n");

    assertThat(tree.detect().top().child("ssi/n1").memory().orElseThrow().limit())
        .hasValue(1048576);
  }

  @Test
  void noLimitIsEmpty() {
    tree.write("fs/ssi/memory.max", "max\n").write("fs/ssi/memory.current", "0\n");

    assertThat(tree.detect().top().child("ssi").memory().orElseThrow().limit()).isEmpty();
  }

  @Test
  void readsSwap() {
    tree.write("fs/ssi/memory.current", "0\n")
        .write("fs/ssi/memory.stat", GroupTree.STAT)
        .write("fs/ssi/memory.swap.max", "8192\n")
        .write("fs/ssi/memory.swap.current", "4096\n");

    MemoryAccount memory = tree.detect().top().child("ssi").memory().orElseThrow();

    assertThat(memory.swapLimit()).hasValue(8192);
    assertThat(memory.stat().swap()).isEqualTo(4096);
  }

  @Test
  void readsProcessorTimeAndTasks() {
    tree.write(
            "fs/ssi/cpu.stat",
            "usage_usec 777034950\nuser_usec 672592305\nsystem_usec 104442645\nnice_usec 0\n")
        .write("fs/ssi/pids.current", "42\n")
        .write("fs/ssi/pids.max", "max\n");
    ControlGroup group = tree.detect().top().child("ssi");

    assertThat(group.cpu().orElseThrow().usage().total())
        .isEqualTo(Duration.ofNanos(777034950_000L));
    assertThat(group.pids().orElseThrow().tasks()).isEqualTo(42);
    assertThat(group.pids().orElseThrow().limit()).isEmpty();
  }

  @Test
  void creatingSwitchesControllersOnFromTheTopDown() {
    tree.write("fs/ssi/cgroup.controllers", "cpu memory pids\n")
        .write("fs/ssi/cgroup.subtree_control", "memory cpu pids\n");
    ControlGroup group = tree.detect().top().child("ssi/n1");

    group.create();

    assertThat(group.exists()).isTrue();
    assertThat(tree.read("fs/cgroup.subtree_control")).startsWith("+cpu");
    assertThat(tree.read("fs/ssi/cgroup.subtree_control")).isEqualTo("memory cpu pids\n");
  }

  @Test
  void aGroupWithProcessesOfItsOwnIsNotAskedForControllersBelow() {
    tree.write("fs/node/cgroup.controllers", "cpu memory pids\n")
        .write("fs/node/cgroup.subtree_control", "")
        .write("fs/node/cgroup.events", "populated 1\nfrozen 0\n")
        .write("fs/node/cgroup.procs", "4711\n");

    tree.detect().top().child("node/container").create();

    assertThat(tree.read("fs/node/cgroup.subtree_control")).isEmpty();
  }

  @Test
  void addsProcessesAndListsThem() {
    tree.write("fs/ssi/cgroup.procs", "");
    ControlGroup group = tree.detect().top().child("ssi");

    group.add(new LocalPid(4711));
    assertThat(tree.read("fs/ssi/cgroup.procs")).isEqualTo("4711");
    tree.write("fs/ssi/cgroup.procs", "30\n0\n7\n");
    assertThat(group.processes()).containsExactly(new LocalPid(7), new LocalPid(30));
  }

  @Test
  void freezes() {
    tree.write("fs/ssi/cgroup.freeze", "0\n")
        .write("fs/ssi/cgroup.events", "populated 1\nfrozen 0\n");
    Freezer freezer = tree.detect().top().child("ssi").freezer().orElseThrow();

    freezer.freeze();
    assertThat(tree.read("fs/ssi/cgroup.freeze")).startsWith("1");
    assertThat(freezer.isFrozen()).isFalse();
    tree.write("fs/ssi/cgroup.events", "populated 1\nfrozen 1\n");
    assertThat(freezer.isFrozen()).isTrue();
    freezer.thaw();
    assertThat(tree.read("fs/ssi/cgroup.freeze")).startsWith("0");
  }

  @Test
  void aGroupWithoutAControllerHasNoAccount() {
    ControlGroup bare = tree.write("fs/ssi/cgroup.procs", "").detect().top().child("ssi");

    assertThat(bare.memory()).isEmpty();
    assertThat(bare.cpu()).isEmpty();
    assertThat(bare.pids()).isEmpty();
    assertThat(bare.freezer()).isEmpty();
  }

  @Test
  void refusesNamesThatLeadOutOfTheGroup() {
    ControlGroup top = tree.detect().top();

    assertThatThrownBy(() -> top.child("../x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> top.child("/x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> top.child("a/../../x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> top.child("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aContainerSeesOnlyItsOwnPart() {
    tree.write(
        "proc/self/mountinfo",
        "30 23 0:26 /docker/4f " + root.resolve("fs") + " rw - cgroup2 cgroup2 rw\n");
    tree.write("proc/self/cgroup", "0::/docker/4f/inner\n");

    assertThat(tree.detect().own().directories()).containsExactly(root.resolve("fs/inner"));
  }
}
