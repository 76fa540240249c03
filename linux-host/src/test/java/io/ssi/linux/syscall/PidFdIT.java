package io.ssi.linux.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.LocalPid;
import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PidFdIT {
  private static final Duration ENOUGH = Duration.ofSeconds(10);

  @Test
  void tellsHowAGrandchildEnded() {
    try (Pipe output = Pipe.open();
        Pipe input = Pipe.open();
        ChildProcess shell =
            Spawn.start(
                SpawnRequest.of(
                    Path.of("/bin/sh"),
                    List.of("sh", "-c", "sh -c 'echo $$; read line; exit 42'; true"),
                    Map.of(0, input.reader(), 1, output.writer())))) {
      byte[] line = new byte[20];
      int length = output.reader().read(line);
      LocalPid pid =
          new LocalPid(
              Integer.parseInt(new String(line, 0, length, StandardCharsets.UTF_8).strip()));

      try (PidFd grandchild = PidFd.open(pid).orElseThrow()) {
        assertThat(grandchild.hasEnded()).isFalse();
        assertThat(grandchild.exitStatus()).isEmpty();
        input.writer().write(new byte[] {'\n'});

        assertThat(grandchild.awaitExit(ENOUGH)).isTrue();
        assertThat(grandchild.awaitReaped(ENOUGH)).isTrue();
        assertThat(grandchild.exitStatus()).contains(WaitStatus.exited(42));
        assertThat(grandchild.sendSignal(Signal.TERM)).isFalse();
      }
      shell.await();
    }
  }

  @Test
  void aZombieHasEndedButTellsNothingYet() {
    try (ChildProcess child =
        Spawn.start(SpawnRequest.of(Path.of("/bin/sh"), List.of("sh", "-c", "exit 3"), Map.of()))) {
      PidFd pidFd = child.pidFd();

      assertThat(pidFd.awaitExit(ENOUGH)).isTrue();
      assertThat(pidFd.awaitReaped(Duration.ofMillis(20))).isFalse();
      assertThat(pidFd.exitStatus()).isEmpty();
      assertThat(pidFd.sendSignal(Signal.TERM)).isTrue();

      child.await();
      assertThat(pidFd.exitStatus()).contains(WaitStatus.exited(3));
    }
  }

  @Test
  void waitersForTheExitAndForTheReapingDoNotDisturbEachOther() throws Exception {
    try (ChildProcess child =
        Spawn.start(SpawnRequest.of(Path.of("/bin/sleep"), List.of("sleep", "60"), Map.of()))) {
      var reaped =
          CompletableFuture.supplyAsync(
              () -> child.pidFd().awaitReaped(ENOUGH), Thread::startVirtualThread);
      var ended =
          CompletableFuture.supplyAsync(
              () -> child.pidFd().awaitExit(ENOUGH), Thread::startVirtualThread);

      child.pidFd().sendSignal(Signal.TERM);

      assertThat(ended.get()).isTrue();
      assertThat(reaped).isNotDone();
      assertThat(child.await()).isEqualTo(WaitStatus.killed(Signal.TERM));
      assertThat(reaped.get()).isTrue();
    }
  }

  @Test
  void aNumberThatNobodyHasIsAbsent() {
    assertThat(PidFd.open(new LocalPid(Integer.MAX_VALUE))).isEmpty();
  }
}
