package io.ssi.linux.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpawnIT {
  private static final Path SHELL = Path.of("/bin/sh");

  @Test
  void theChildHasExactlyTheDescriptorsItWasGiven() throws Exception {
    try (Pipe output = Pipe.open();
        Pipe other = Pipe.open();
        Descriptor nothing = Descriptor.open(Path.of("/dev/null"), OpenFlag.READ_WRITE)) {
      // ls opens the directory itself, as the lowest free number: 2.
      SpawnRequest request =
          SpawnRequest.of(
              Path.of("/bin/ls"),
              List.of("ls", "/proc/self/fd"),
              Map.of(0, nothing, 1, output.writer(), 5, other.reader(), 9, other.writer()));

      try (ChildProcess child = Spawn.start(request)) {
        output.writer().close();
        assertThat(readAll(output).lines()).containsExactly("0", "1", "2", "5", "9");
        assertThat(child.await()).isEqualTo(WaitStatus.exited(0));
      }
    }
  }

  @Test
  void descriptorsMaySwapNumbers() throws Exception {
    try (Pipe first = Pipe.open();
        Pipe second = Pipe.open()) {
      int one = first.writer().number();
      int two = second.writer().number();
      // The shell's grammar knows descriptors above 9 only through /proc.
      String script = "echo a >/proc/self/fd/" + two + "; echo b >/proc/self/fd/" + one;
      SpawnRequest request =
          SpawnRequest.of(
              SHELL,
              List.of("sh", "-c", script),
              Map.of(two, first.writer(), one, second.writer()));

      try (ChildProcess child = Spawn.start(request)) {
        child.await();
      }
      first.writer().close();
      second.writer().close();
      assertThat(readAll(first)).isEqualTo("a\n");
      assertThat(readAll(second)).isEqualTo("b\n");
    }
  }

  @Test
  void exitCodesAndSignalsComeBack() {
    try (ChildProcess exits = shell("exit 42");
        ChildProcess killed = shell("kill -TERM $$")) {
      assertThat(exits.await()).isEqualTo(WaitStatus.exited(42));
      assertThat(exits.await()).isEqualTo(WaitStatus.exited(42));
      assertThat(killed.await()).isEqualTo(WaitStatus.killed(Signal.TERM));
    }
  }

  @Test
  void environmentDirectoryAndSessionAreAsAsked() throws Exception {
    try (Pipe output = Pipe.open()) {
      SpawnRequest request =
          SpawnRequest.of(
                  SHELL,
                  List.of(
                      "sh",
                      "-c",
                      "pwd; echo $COLOUR; read a b c d e sid rest </proc/$$/stat;"
                          + " test $sid = $$ && echo leader"),
                  Map.of(1, output.writer()))
              .withEnvironment(Map.of("COLOUR", "blue=green"))
              .in(Path.of("/proc"))
              .inNewSession();

      try (ChildProcess child = Spawn.start(request)) {
        output.writer().close();
        assertThat(readAll(output)).isEqualTo("/proc\nblue=green\nleader\n");
        child.await();
      }
    }
  }

  @Test
  void noSignalIsBlockedOrIgnored() throws Exception {
    try (Pipe output = Pipe.open()) {
      SpawnRequest request =
          SpawnRequest.of(
              Path.of("/bin/grep"),
              List.of("grep", "-E", "Sig(Blk|Ign)", "/proc/self/status"),
              Map.of(1, output.writer()));
      try (ChildProcess child = Spawn.start(request)) {
        output.writer().close();
        assertThat(readAll(output))
            .isEqualTo("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
        child.await();
      }
    }
  }

  @Test
  void aMissingProgramIsNamed() {
    SpawnRequest request = SpawnRequest.of(Path.of("/no/such"), List.of("such"), Map.of());

    assertThatThrownBy(() -> Spawn.start(request))
        .hasMessageContaining("/no/such")
        .hasMessageContaining("ENOENT");
  }

  @Test
  void closeEndsAndReapsWhatStillRuns() {
    ChildProcess child = shell("while :; do :; done");
    assertThat(child.await(Duration.ofMillis(20))).isEmpty();

    child.close();

    assertThat(PidFd.open(child.pid())).isEmpty();
    assertThat(child.await()).isEqualTo(WaitStatus.killed(Signal.KILL));
    child.close();
  }

  private static ChildProcess shell(String script) {
    return Spawn.start(SpawnRequest.of(SHELL, List.of("sh", "-c", script), Map.of()));
  }

  private static String readAll(Pipe pipe) throws IOException {
    return new String(pipe.reader().inputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
