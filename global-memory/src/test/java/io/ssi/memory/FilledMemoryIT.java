package io.ssi.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.ssi.linux.LocalPid;
import io.ssi.linux.cgroup.ControlGroup;
import io.ssi.linux.cgroup.ControlGroups;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.procfs.StatFile;
import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A share on real control groups; needs root and a memory controller. */
@Requires(Need.ROOT)
class FilledMemoryIT {
  private static final long MIB = 1 << 20;
  private static final Duration SOON = Duration.ofSeconds(20);

  private final ProcFs procFs = new ProcFs(Path.of("/proc"));
  private final ControlGroup group =
      ControlGroups.detect(procFs.root())
          .top()
          .child("ssi-test-memory-" + ProcessHandle.current().pid());
  private Process program;

  @BeforeEach
  void startInGroup() throws IOException {
    group.create();
    group.memory().orElseThrow().limitTo(512 * MIB);
    // Nobody reads what it writes, so it keeps its buffer once that is filled.
    program =
        new ProcessBuilder("sh", "-c", "read go; exec dd if=/dev/zero bs=200M count=1").start();
    group.add(new LocalPid((int) program.pid()));
  }

  @AfterEach
  void end() throws InterruptedException {
    program.destroyForcibly();
    assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> {
          group.remove();
          return !group.exists();
        });
  }

  @Test
  void aProgramThatFillsMemoryIsMissingInTheNodesMemFree() throws IOException {
    long before = memFree();

    program.getOutputStream().write("go\n".getBytes(StandardCharsets.UTF_8));
    program.getOutputStream().flush();
    await().atMost(SOON).until(() -> resident() > 200 * MIB);

    assertThat(before - memFree()).isCloseTo(200 * MIB, within(10 * MIB));
    assertThat(figures().meminfo().bytes("MemTotal")).isEqualTo(512 * MIB);
    assertThat(figures().meminfo().bytes("AnonPages")).isGreaterThan(190 * MIB);
    assertThat(figures().stat().total().system()).isLessThan(60 * 100);
  }

  private long resident() {
    return procFs.stat(new LocalPid((int) program.pid())).map(StatFile::residentBytes).orElse(0L);
  }

  private long memFree() {
    return figures().meminfo().bytes("MemFree");
  }

  private NodeFigures figures() {
    NodeShare share = new NodeShare.Embedded(group, 2, new LoadSampler(procFs));
    return new LocalFigures(procFs, share, InstantSource.system()).read();
  }
}
