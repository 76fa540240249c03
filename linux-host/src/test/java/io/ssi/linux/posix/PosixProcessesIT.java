package io.ssi.linux.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.LocalPid;
import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.syscall.ChildProcess;
import io.ssi.linux.syscall.Spawn;
import io.ssi.linux.syscall.SpawnRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PosixProcessesIT {
  private static final SpawnRequest SLEEP =
      SpawnRequest.of(Path.of("/bin/sleep"), List.of("sleep", "60"), Map.of());

  private final PosixProcesses processes = new PosixProcesses();

  @Test
  void aSignalReachesAProcess() {
    try (ChildProcess child = Spawn.start(SLEEP)) {
      assertThat(processes.exists(child.pid())).isTrue();

      assertThat(processes.send(child.pid(), Signal.TERM)).isTrue();

      assertThat(child.await()).isEqualTo(WaitStatus.killed(Signal.TERM));
      assertThat(processes.exists(child.pid())).isFalse();
      assertThat(processes.send(child.pid(), Signal.TERM)).isFalse();
    }
  }

  @Test
  void aSignalReachesAGroup() {
    try (ChildProcess leader = Spawn.start(SLEEP.inNewSession())) {
      assertThat(processes.sendToGroup(leader.pid(), Signal.INT)).isTrue();

      assertThat(leader.await()).isEqualTo(WaitStatus.killed(Signal.INT));
      assertThat(processes.sendToGroup(leader.pid(), Signal.INT)).isFalse();
    }
  }

  @Test
  void everyProcessAtOnceIsRefused() {
    assertThatThrownBy(() -> processes.sendToGroup(new LocalPid(1), Signal.TERM))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
