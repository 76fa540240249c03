package io.ssi.agent.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.agent.doctor.Finding.Result;
import io.ssi.agent.machine.HostCommand;
import io.ssi.linux.procfs.KernelRelease;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {
  private static final long ALL = -1L;

  @Test
  void rightsAreRootWithItsCapabilities() {
    assertThat(results(RightsCheck.of(0, ALL))).containsExactly(Result.OK);
    assertThat(results(RightsCheck.of(1000, ALL))).containsExactly(Result.MISSING);
    assertThat(results(RightsCheck.of(0, ALL & ~(1L << 24)))).containsExactly(Result.NOTE);
    assertThat(RightsCheck.of(0, ALL & ~(1L << 21)).getFirst().found()).contains("CAP_SYS_ADMIN");
  }

  @Test
  void oldKernelsAreNamedForWhatTheyLack() {
    assertThat(results(KernelCheck.of(kernel("5.4.0-generic")))).containsExactly(Result.MISSING);
    assertThat(results(KernelCheck.of(kernel("6.12.9-amd64"))))
        .containsExactly(Result.OK, Result.NOTE);
    assertThat(results(KernelCheck.of(kernel("6.14.0")))).containsExactly(Result.OK, Result.OK);
  }

  @Test
  void freezingIsNeededAndMemoryOnlyWished() {
    assertThat(results(CgroupCheck.of(Set.of("memory", "cpu", "freezer"))))
        .containsExactly(Result.OK);
    assertThat(results(CgroupCheck.of(Set.of("cpu", "freezer")))).containsExactly(Result.NOTE);
    assertThat(results(CgroupCheck.of(Set.of("memory", "cpu")))).containsExactly(Result.MISSING);
  }

  @Test
  void sysctlsThatForbidTracingOrSmallPidsAreFound(@TempDir Path root) throws Exception {
    Files.createDirectories(root.resolve("kernel/yama"));
    Files.writeString(root.resolve("kernel/ns_last_pid"), "4711\n");
    Files.writeString(root.resolve("kernel/pid_max"), "4194304\n");
    assertThat(results(new SysctlCheck(root).run())).containsExactly(Result.OK, Result.OK);

    Files.writeString(root.resolve("kernel/pid_max"), "1024\n");
    Files.writeString(root.resolve("kernel/yama/ptrace_scope"), "3\n");
    Files.delete(root.resolve("kernel/ns_last_pid"));
    assertThat(results(new SysctlCheck(root).run()))
        .containsExactly(Result.MISSING, Result.MISSING, Result.MISSING);
  }

  @Test
  void theMachinesOwnSysctlsAreReadWhole() {
    List<Finding> findings = new SysctlCheck(Path.of("/proc/sys")).run();

    assertThat(findings).noneMatch(finding -> finding.found().matches("kernel.pid_max=\\d"));
  }

  @Test
  void littleSpaceIsANoteAndNoneAtAllALack() {
    Path directory = Path.of("/var/lib/ssi");
    assertThat(SpaceCheck.disk(directory, 100).result()).isEqualTo(Result.MISSING);
    assertThat(SpaceCheck.disk(directory, 1000).result()).isEqualTo(Result.NOTE);
    assertThat(SpaceCheck.disk(directory, 10_000).result()).isEqualTo(Result.OK);
    assertThat(SpaceCheck.memory(500).advice()).contains("--nodes 2");
    assertThat(SpaceCheck.memory(1000).result()).isEqualTo(Result.OK);
  }

  @Test
  void programsAreMissedWithTheirPackage(@TempDir Path empty) {
    Finding finding = ProgramCheck.tools(empty.toString());

    assertThat(finding.result()).isEqualTo(Result.MISSING);
    assertThat(finding.advice()).isEqualTo("apt-get install iproute2 mount util-linux");
  }

  @Test
  void criusOwnWordsAreWhatIsFound() {
    Path script = Path.of("/s/criu.sh");
    Finding good =
        CriuCheck.of(new HostCommand.Result(0, "", "criu: 4.2.1 passed the self-test\n"), script);
    Finding bad =
        CriuCheck.of(new HostCommand.Result(1, "", "criu: error: none chosen yet\n"), script);
    Finding silent = CriuCheck.of(new HostCommand.Result(137, "", ""), script);

    assertThat(good).isEqualTo(Finding.ok("criu", "4.2.1 passed the self-test"));
    assertThat(bad.found()).isEqualTo("none chosen yet");
    assertThat(bad.advice()).startsWith("run /s/criu.sh ensure");
    assertThat(silent.found()).contains("137");
  }

  private static KernelRelease kernel(String text) {
    return KernelRelease.parse((text + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static List<Result> results(List<Finding> findings) {
    return findings.stream().map(Finding::result).toList();
  }
}
