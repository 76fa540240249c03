package io.ssi.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.LocalPid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file of the machine that runs the test parses, and says what the test knows. */
class RunningMachineTest {
  private static final Path PROC = Path.of("/proc");

  private final ProcFs procFs = new ProcFs(PROC);
  private final LocalPid self = new LocalPid((int) ProcessHandle.current().pid());

  @Test
  void everyProcessParses() {
    List<LocalPid> pids = procFs.pids();
    int parsed = 0;
    for (LocalPid pid : pids) {
      Optional<StatFile> stat = procFs.stat(pid);
      Optional<StatusFile> status = procFs.status(pid);
      procFs.cmdline(pid);
      if (stat.isPresent() && status.isPresent()) {
        assertThat(stat.get().pid()).isEqualTo(pid);
        assertThat(status.get().pid()).isEqualTo(pid);
        assertThat(status.get().namespacePids().getFirst()).isEqualTo(pid.value());
        parsed++;
      }
    }

    assertThat(parsed).isPositive();
    assertThat(pids).contains(self);
  }

  @Test
  void whatNeedsRightsParsesOrIsRefusedByName() {
    for (LocalPid pid : procFs.pids()) {
      try {
        procFs.maps(pid);
        procFs.environ(pid);
        procFs.namespaces(pid);
        procFs
            .fds(pid)
            .ifPresent(fds -> fds.links().forEach(link -> procFs.fdInfo(pid, link.number())));
      } catch (UnreadableProcFileException refused) {
        assertThat(refused).hasMessageContaining("Cannot read /proc/" + pid);
      }
    }
  }

  @Test
  void everyThreadOfThisProcessParses() {
    List<LocalPid> threads = procFs.threads(self);

    assertThat(threads).contains(self).hasSizeGreaterThan(1);
    assertThat(threads.stream().flatMap(thread -> procFs.threadStat(self, thread).stream()))
        .isNotEmpty()
        .allSatisfy(stat -> assertThat(threads).contains(stat.pid()));
  }

  @Test
  void knowsThisProcess() throws IOException {
    StatFile stat = procFs.stat(self).orElseThrow();
    StatusFile status = procFs.status(self).orElseThrow();

    assertThat(stat.comm()).isEqualTo(status.name());
    assertThat(stat.parent()).isEqualTo(status.parent());
    assertThat(stat.threads()).isGreaterThan(1);
    assertThat(stat.residentBytes()).isGreaterThan(10_000_000);
    assertThat(stat.isKernelThread()).isFalse();
    assertThat(status.residentBytes()).isPresent();
    assertThat(status.users().real())
        .isEqualTo(Files.getAttribute(PROC.resolve("self"), "unix:uid"));
    assertThat(status.signals().catches(15)).isTrue();
    assertThat(procFs.cmdline(self).orElseThrow().arguments().getFirst()).endsWith("java");
    assertThat(procFs.environ(self).orElseThrow().value("PATH")).contains(System.getenv("PATH"));
    assertThat(procFs.maps(self).orElseThrow().mappings())
        .anySatisfy(mapping -> assertThat(mapping.name()).contains("[stack]"))
        .anySatisfy(mapping -> {
          assertThat(mapping.name().orElse("")).endsWith("libjvm.so");
          assertThat(mapping.isOfFile()).isTrue();
        });
    assertThat(procFs.namespaces(self).orElseThrow().inode(NamespaceKind.PID)).isPresent();
  }

  @Test
  void openFilesShowWhereTheyLeadAndHowFarTheyWereRead(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("opened"), "0123456789");
    try (var in = Files.newByteChannel(file)) {
      in.position(4);
      FdLink link =
          procFs.fds(self).orElseThrow().links().stream()
              .filter(each -> each.target().equals(file.toString()))
              .findFirst()
              .orElseThrow();

      assertThat(link.kind()).isEqualTo(FdLink.Kind.PATH);
      assertThat(procFs.fdInfo(self, link.number()).orElseThrow().position()).isEqualTo(4);
      Files.delete(file);
      assertThat(procFs.fds(self).orElseThrow().link(link.number()).orElseThrow().kind())
          .isEqualTo(FdLink.Kind.DELETED);
    }
  }

  @Test
  void machineFilesAreFormattedAsTheKernelDoes() throws IOException {
    assertRoundTrip("meminfo", bytes -> MeminfoFile.parse(bytes).format());
    assertRoundTrip("stat", bytes -> MachineStatFile.parse(bytes).format());
    assertRoundTrip("loadavg", bytes -> LoadavgFile.parse(bytes).format());
    assertRoundTrip("uptime", bytes -> UptimeFile.parse(bytes).format());
    assertRoundTrip("cpuinfo", bytes -> CpuinfoFile.parse(bytes).format());
  }

  @Test
  void machineFilesSayWhatTheRuntimeSays() {
    assertThat(procFs.cpuinfo().processors())
        .hasSizeGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(procFs.machineStat().processors()).hasSameSizeAs(procFs.cpuinfo().processors());
    assertThat(procFs.kernelRelease().text()).isEqualTo(System.getProperty("os.version"));
    assertThat(procFs.kernelVersion()).contains(procFs.kernelRelease().text());
    assertThat(procFs.meminfo().bytes("MemTotal")).isGreaterThan(procFs.meminfo().bytes("MemFree"));
    assertThat(procFs.uptime().upDuration()).isPositive();
    assertThat(procFs.bootId()).isEqualTo(procFs.bootId());
  }

  private static void assertRoundTrip(String file, Function<byte[], String> reformat)
      throws IOException {
    byte[] bytes = bytes(file);

    assertThat(reformat.apply(bytes)).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(PROC.resolve(file));
  }
}
