package io.ssi.linux.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.InsidePid;
import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {

  @Test
  void aStateIsReadWhole() {
    KeeperFrame frame = hello("running", "yes").with("status", 0x2a00).with("stream", "pty");

    assertThat(ReplyReader.state(frame))
        .isEqualTo(
            new KeeperState(
                17,
                ContainerPhase.RUNNING,
                Optional.of(new InsidePid(2)),
                Optional.empty(),
                Optional.of(WaitStatus.exited(42)),
                32768,
                true,
                300,
                FreezerState.FROZEN,
                Set.of(StreamName.PTY)));
  }

  @ParameterizedTest
  @CsvSource({"sleeping,yes", "running,maybe"})
  void unknownWordsAreErrors(String state, String frozen) {
    assertThatThrownBy(() -> ReplyReader.state(hello(state, frozen)))
        .isInstanceOf(KeeperProtocolException.class);
  }

  @Test
  void anotherProtocolIsAnError() {
    KeeperFrame frame = KeeperFrame.of("ok").with("protocol", 2);

    assertThatThrownBy(() -> ReplyReader.state(frame)).hasMessageContaining("protocol 2");
  }

  @Test
  void eventsAreRead() {
    KeeperFrame exit =
        KeeperFrame.of("event")
            .with("kind", "exit")
            .with("role", "worker")
            .with("pid", 9)
            .with("status", 9);

    assertThat(ReplyReader.event(exit))
        .isEqualTo(
            new KeeperEvent.ChildEnded(
                ChildRole.WORKER, new InsidePid(9), WaitStatus.killed(Signal.KILL)));
    assertThat(ReplyReader.event(KeeperFrame.of("event").with("kind", "empty")))
        .isEqualTo(new KeeperEvent.Emptied());
    assertThatThrownBy(() -> ReplyReader.event(KeeperFrame.of("event").with("kind", "rain")))
        .isInstanceOf(KeeperProtocolException.class);
  }

  @Test
  void childrenAreRead() {
    assertThat(ReplyReader.child("reaper:2:running:-"))
        .isEqualTo(new ContainerChild(ChildRole.REAPER, new InsidePid(2), false, Optional.empty()));
    assertThat(ReplyReader.child("program:3:ended:256").status()).contains(WaitStatus.exited(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"reaper:2:running", "cat:2:ended:0", "program:3:gone:-", "program:3:ended:x"})
  void brokenChildrenAreErrors(String text) {
    assertThatThrownBy(() -> ReplyReader.child(text)).isInstanceOf(KeeperProtocolException.class);
  }

  @Test
  void descriptorsNeedTheirNames() {
    KeeperReply reply = new KeeperReply(KeeperFrame.of("ok").with("fd", "stdin"), List.of());

    assertThatThrownBy(() -> ReplyReader.streams(reply))
        .isInstanceOf(KeeperProtocolException.class);
  }

  private static KeeperFrame hello(String state, String frozen) {
    return KeeperFrame.of("ok")
        .with("protocol", 1)
        .with("container", 17)
        .with("state", state)
        .with("reaper", 2)
        .with("program", 0)
        .with("pid_max", 32768)
        .with("pid_max_per_namespace", "yes")
        .with("cursor", 300)
        .with("frozen", frozen);
  }
}
