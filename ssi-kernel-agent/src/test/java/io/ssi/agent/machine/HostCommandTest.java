package io.ssi.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HostCommandTest {

  @Test
  void passesInputAndGivesOutput() {
    assertThat(HostCommand.of("cat").reading("one\ntwo\n").run()).isEqualTo("one\ntwo\n");
  }

  @Test
  void aFailureIsAnErrorWithWhatTheProgramSaid() {
    assertThatThrownBy(
            () -> HostCommand.of("sh", "-c", "echo first >&2; echo second >&2; exit 3").run())
        .isInstanceOf(MachineException.class)
        .hasMessageEndingWith("failed with status 3: first; second");
  }

  @Test
  void aProgramThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> HostCommand.of("no-such-program-here").run())
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("cannot run no-such-program-here");
  }

  @Test
  void aProgramThatHangsIsKilled() {
    assertThatThrownBy(() -> HostCommand.of("sleep", "1000").within(1).run())
        .isInstanceOf(MachineException.class)
        .hasMessage("sleep 1000 has not ended within 1 s");
  }

  @Test
  void nothingOfTheCallersEnvironmentGetsThrough() {
    assertThat(HostCommand.of("env").with(Map.of("ONLY", "this")).run().lines())
        .containsExactlyInAnyOrder("ONLY=this", "PATH=" + HostCommand.SEARCH_PATH);
  }

  @Test
  void muchOutputOnBothStreamsDoesNotBlock() {
    HostCommand.Result result =
        HostCommand.of("sh", "-c", "head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2")
            .attempt();

    assertThat(result.out()).hasSize(300_000);
    assertThat(result.err()).hasSize(300_000);
  }
}
