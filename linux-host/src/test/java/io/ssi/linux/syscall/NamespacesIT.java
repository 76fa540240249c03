package io.ssi.linux.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.LocalPid;
import io.ssi.linux.NoSuchProcessException;
import io.ssi.linux.procfs.NamespaceKind;
import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@Requires({Need.ROOT, Need.NAMESPACES})
class NamespacesIT {
  private static final LocalPid SELF = new LocalPid((int) ProcessHandle.current().pid());
  private static final LocalPid NOBODY = new LocalPid(Integer.MAX_VALUE);

  private final Namespaces namespaces = new Namespaces(Path.of("/proc"));

  @Test
  void absentProcessesHaveNone() {
    assertThatThrownBy(() -> namespaces.inside(NOBODY, Set.of(NamespaceKind.NET), () -> 1))
        .isInstanceOf(NoSuchProcessException.class);
  }

  @Test
  void aThreadWorksInsideAndTheOthersStayWhereTheyAre() throws Exception {
    try (Pipe ready = Pipe.open();
        ChildProcess other =
            Spawn.start(
                SpawnRequest.of(
                    Path.of("/usr/bin/unshare"),
                    List.of(
                        "unshare",
                        "-p",
                        "-f",
                        "-m",
                        "-u",
                        "--mount-proc",
                        "/bin/sh",
                        "-c",
                        "hostname inside; echo $$; exec sleep 60"),
                    Map.of(1, ready.writer())))) {
      assertThat(ready.reader().read(new byte[10])).isEqualTo(2);
      LocalPid first = onlyChildOf(other.pid());

      String name =
          namespaces.inside(
              first,
              Set.of(NamespaceKind.MNT, NamespaceKind.UTS),
              () -> read(Path.of("/proc/sys/kernel/hostname")) + read(Path.of("/proc/1/comm")));

      assertThat(name).isEqualTo("inside\nsleep\n");
      assertThat(Files.readSymbolicLink(Path.of("/proc/self"))).hasToString(SELF.toString());
    }
  }

  @Test
  void whatTheActionThrowsComesOut() {
    assertThatThrownBy(() ->
            namespaces.inside(
                SELF,
                Set.of(),
                () -> {
                  throw new IllegalStateException("from inside");
                }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("from inside");
  }

  @Test
  void aProgramIsBornInsideAndThreadsCanStillBeStarted() throws Exception {
    try (Pipe ready = Pipe.open();
        Pipe output = Pipe.open();
        ChildProcess other =
            Spawn.start(
                SpawnRequest.of(
                    Path.of("/usr/bin/unshare"),
                    List.of("unshare", "-pfmi", "/bin/sh", "-c", "echo $$; exec sleep 60"),
                    Map.of(1, ready.writer())))) {
      assertThat(ready.reader().read(new byte[10])).isEqualTo(2);
      LocalPid first = onlyChildOf(other.pid());
      SpawnRequest request =
          SpawnRequest.of(
              Path.of("/bin/sh"), List.of("sh", "-c", "echo $$"), Map.of(1, output.writer()));

      try (ChildProcess child =
          namespaces.start(first, Set.of(NamespaceKind.PID, NamespaceKind.IPC), request)) {
        output.writer().close();
        byte[] number = output.reader().inputStream().readAllBytes();
        assertThat(new String(number, StandardCharsets.UTF_8)).isEqualTo("2\n");
        assertThat(child.pid().value()).isNotEqualTo(2);
        assertThat(child.await().isSuccess()).isTrue();
      }
    }
  }

  @Test
  void javaCodeIsNotLetIntoPidAndUserNamespaces() {
    assertThatThrownBy(() -> namespaces.inside(SELF, Set.of(NamespaceKind.PID), () -> 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> namespaces.inside(SELF, Set.of(NamespaceKind.USER), () -> 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LocalPid onlyChildOf(LocalPid parent) throws IOException {
    String children =
        Files.readString(Path.of("/proc/" + parent + "/task/" + parent + "/children"));
    return new LocalPid(Integer.parseInt(children.strip()));
  }
}
