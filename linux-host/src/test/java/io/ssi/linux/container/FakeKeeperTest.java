package io.ssi.linux.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.InsidePid;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.testing.FakeContainers;
import java.util.List;
import org.junit.jupiter.api.Test;

class FakeKeeperTest extends KeeperContract {
  private final FakeContainers containers = new FakeContainers();
  private final Keeper keeper = containers.launch(LaunchRequest.of(17));

  @Override
  Keeper keeper() {
    return keeper;
  }

  @Override
  ProgramSpec program() {
    return ProgramSpec.of(List.of("sh")).withStreams(ProgramStreams.pipes());
  }

  @Override
  void endProgram(StartedProgram program, int code) {
    containers.keeper(17).endProgram(WaitStatus.exited(code));
  }

  @Test
  void aNumberIsLaunchedOnceAndFoundUntilItEnds() {
    assertThatThrownBy(() -> containers.launch(LaunchRequest.of(17)))
        .isInstanceOf(LaunchException.class);
    assertThat(containers.attach(17)).contains(keeper);
    assertThat(containers.attach(18)).isEmpty();

    assertThat(containers.forget(17)).isFalse();
    keeper.dismiss(false);

    assertThat(containers.attach(17)).isEmpty();
    assertThat(containers.forget(17)).isTrue();
  }

  @Test
  void aSuccessfulWorkerMakesTheExpectedTreeRun() {
    keeper.expect(new InsidePid(40));
    InsidePid worker = keeper.startWorker(WorkerSpec.of(List.of("/usr/sbin/criu"), List.of()));

    containers.keeper(17).endWorker(worker, WaitStatus.exited(0));

    assertThat(keeper.state().phase()).isEqualTo(ContainerPhase.RUNNING);
    assertThat(keeper.state().program()).contains(new InsidePid(40));
  }
}
