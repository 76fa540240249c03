package io.ssi.linux.criu;

import io.ssi.linux.LocalPid;
import io.ssi.linux.procfs.NamespaceKind;
import io.ssi.linux.require.Need;
import io.ssi.linux.syscall.ChildProcess;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.Namespaces;
import io.ssi.linux.syscall.OpenFlag;
import io.ssi.linux.syscall.Spawn;
import io.ssi.linux.syscall.SpawnRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** Fresh namespaces with a pid 1 that reaps, a private /run and a loopback interface that is up. */
final class TestContainer implements AutoCloseable {
  private static final Set<NamespaceKind> KINDS =
      EnumSet.of(
          NamespaceKind.PID,
          NamespaceKind.MNT,
          NamespaceKind.NET,
          NamespaceKind.UTS,
          NamespaceKind.IPC);
  private static final Path NOTHING = Path.of("/dev/null");
  // The kernel itself reaps the children of one who ignores SIGCHLD.
  private static final String FIRST_PROCESS =
      """
      $SIG{CHLD} = "DEFAULT";
      system("mount", "-t", "tmpfs", "tmpfs", "/run") == 0 or die;
      system("mount", "-t", "devpts", "-o", "newinstance,ptmxmode=0666", "devpts", "/dev/pts") == 0 or die;
      use Socket;
      socket(S, PF_INET, SOCK_DGRAM, 0) or die;
      my $request = pack("a16 s x22", "lo", 1);
      ioctl(S, 0x8914, $request) or die;
      close(S);
      open(N, ">", "/proc/sys/kernel/ns_last_pid") or die;
      syswrite(N, $ARGV[1]) or die;
      close(N);
      $SIG{CHLD} = "IGNORE";
      open(F, ">", $ARGV[0]) or die;
      close(F);
      sleep(1000) while (1);
      """;

  private final Namespaces namespaces = new Namespaces(Path.of("/proc"));
  private final ChildProcess launcher;
  private final LocalPid first;

  private TestContainer(ChildProcess launcher, LocalPid first) {
    this.launcher = launcher;
    this.first = first;
  }

  /** Its processes are numbered from the given pid, so that two containers can be kept apart. */
  static TestContainer start(Path scratch, int lowestPid) throws IOException {
    Path ready = Files.createTempDirectory(scratch, "container").resolve("ready");
    ChildProcess launcher =
        launch(
            "/usr/bin/unshare",
            "--mount",
            "--propagation=private",
            "--pid",
            "--net",
            "--uts",
            "--ipc",
            "--fork",
            "--kill-child",
            "--mount-proc",
            "perl",
            "-e",
            FIRST_PROCESS,
            ready.toString(),
            Integer.toString(lowestPid - 1));
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(ready));
    Path children = Path.of("/proc/" + launcher.pid() + "/task/" + launcher.pid() + "/children");
    return new TestContainer(
        launcher, new LocalPid(Integer.parseInt(Files.readString(children).strip())));
  }

  /** A program in a session of its own; a child of this JVM. */
  ChildProcess run(Map<Integer, Descriptor> descriptors, String... arguments) {
    // Its null device must be on a mount that it sees.
    try (Descriptor nothing = inside(() -> Descriptor.open(NOTHING, OpenFlag.READ_WRITE))) {
      return namespaces.start(first, KINDS, request(nothing, descriptors, arguments));
    }
  }

  CriuWorkers workers() {
    return new SpawnedWorkers(
        CriuCommand.load(Need.cache()), request -> namespaces.start(first, KINDS, request));
  }

  /** How many processes live here, pid 1 not counted. */
  long processes() {
    return inside(() -> {
      try (var entries = Files.list(Path.of("/proc"))) {
        return entries
            .map(entry -> String.valueOf(entry.getFileName()))
            .filter(name -> name.matches("\\d+") && !name.equals("1"))
            .count();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  /** Java code that sees the files of the container. */
  <T> T inside(Supplier<T> action) {
    return namespaces.inside(first, EnumSet.of(NamespaceKind.MNT), action);
  }

  @Override
  public void close() {
    launcher.close();
  }

  private static ChildProcess launch(String... arguments) {
    try (Descriptor nothing = Descriptor.open(NOTHING, OpenFlag.READ_WRITE)) {
      return Spawn.start(request(nothing, Map.of(), arguments));
    }
  }

  private static SpawnRequest request(
      Descriptor nothing, Map<Integer, Descriptor> descriptors, String... arguments) {
    Map<Integer, Descriptor> all = new HashMap<>();
    for (int standard = 0; standard < 3; standard++) {
      all.put(standard, nothing);
    }
    all.putAll(descriptors);
    return SpawnRequest.of(Path.of(arguments[0]), List.of(arguments), all)
        .withEnvironment(CriuCommand.ENVIRONMENT)
        .in(Path.of("/"))
        .inNewSession();
  }
}
