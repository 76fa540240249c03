package io.ssi.linux.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.LocalPid;
import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the control groups of the machine; needs root and a writable {@code /sys/fs/cgroup}. */
@Requires(Need.ROOT)
class ControlGroupIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final ControlGroup group =
      ControlGroups.detect(Path.of("/proc"))
          .top()
          .child("ssi-test-" + ProcessHandle.current().pid());
  private Process sleeper;

  @BeforeEach
  void start() throws IOException {
    group.create();
    sleeper = new ProcessBuilder("sleep", "600").start();
  }

  @AfterEach
  void end() throws InterruptedException {
    sleeper.destroyForcibly();
    group.freezer().ifPresent(Freezer::thaw);
    assertThat(sleeper.waitFor(10, TimeUnit.SECONDS)).isTrue();
    await().atMost(SOON).ignoreExceptions().until(this::isRemoved);
  }

  private boolean isRemoved() {
    group.remove();
    return !group.exists();
  }

  @Test
  void aProcessIsInEveryHierarchyAndItsGroupIsFound() {
    group.add(pid());

    assertThat(group.processes()).containsExactly(pid());
    assertThat(ControlGroups.detect(Path.of("/proc")).of(pid()).directories())
        .isEqualTo(group.directories());
  }

  @Test
  void accountsFollowTheProcess() {
    group.memory().ifPresent(memory -> memory.limitTo(64 << 20));
    group.add(pid());

    group
        .memory()
        .ifPresent(memory -> {
          assertThat(memory.limit()).hasValue(64 << 20);
          assertThat(memory.usage()).isLessThan(64 << 20);
          assertThat(memory.stat().anon()).isNotNegative();
        });
    group.pids().ifPresent(pids -> assertThat(pids.tasks()).isEqualTo(1));
    group.cpu().ifPresent(cpu -> assertThat(cpu.usage().total()).isLessThan(SOON));
  }

  @Test
  void freezingStopsAndThawingResumes() {
    Freezer freezer = group.freezer().orElseThrow();
    group.add(pid());

    freezer.freeze();
    await().atMost(SOON).until(freezer::isFrozen);
    freezer.thaw();
    await().atMost(SOON).until(() -> !freezer.isFrozen());
  }

  @Test
  void aGroupWithProcessesIsNotRemoved() {
    group.add(pid());

    assertThatThrownBy(group::remove)
        .isInstanceOf(ControlGroupException.class)
        .hasMessageContaining("cgroup.procs");
    assertThat(group.exists()).isTrue();
  }

  @Test
  void groupsBelowGoWithTheGroup() {
    group.child("a/b").create();

    group.remove();

    assertThat(group.exists()).isFalse();
  }

  @Test
  void processesOfTheWholeTreeAreFoundWhileGroupsComeAndGo() throws InterruptedException {
    group.child("stays/below").create();
    group.child("stays/below").add(pid());
    var done = new AtomicBoolean();
    Thread churn =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; !done.get(); i++) {
                group.child("goes-" + i + "/below").create();
                group.child("goes-" + i).remove();
              }
            });
    try {
      for (int i = 0; i < 300; i++) {
        assertThat(group.treeProcesses()).containsExactly(pid());
        group.thawTree();
      }
    } finally {
      done.set(true);
      churn.join();
    }
  }

  private LocalPid pid() {
    return new LocalPid((int) sleeper.pid());
  }
}
