package io.ssi.linux.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.ssi.linux.Errno;
import io.ssi.linux.InsidePid;
import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.Pipe;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every keeper promises. */
@Timeout(60)
abstract class KeeperContract {
  private static final InsidePid PROGRAM = new InsidePid(3);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  final BlockingQueue<KeeperEvent> events = new LinkedBlockingQueue<>();

  /** The keeper of a new container; the same throughout a test. */
  abstract Keeper keeper();

  /** A program that stays until {@link #endProgram}; all its streams are pipes. */
  abstract ProgramSpec program();

  abstract void endProgram(StartedProgram program, int code);

  @Test
  void aNewContainerIsEmpty() {
    KeeperState state = keeper().state();

    assertThat(state.phase()).isEqualTo(ContainerPhase.EMPTY);
    assertThat(state.container()).isEqualTo(keeper().container());
    assertThat(state.program()).isEmpty();
    assertThat(state.streams()).isEmpty();
    assertThat(keeper().children()).isEmpty();
  }

  @Test
  void aProgramStartsUnderAReaperAndItsEndIsToldAndRemembered() throws Exception {
    assertThat(keeper().subscribe(events::add).phase()).isEqualTo(ContainerPhase.EMPTY);
    try (StartedProgram started = keeper().start(program())) {
      assertThat(started.reaper()).isEqualTo(new InsidePid(2));
      assertThat(started.program()).isEqualTo(PROGRAM);
      assertThat(started.streams())
          .containsOnlyKeys(StreamName.STDIN, StreamName.STDOUT, StreamName.STDERR);
      assertThat(keeper().state().phase()).isEqualTo(ContainerPhase.RUNNING);

      endProgram(started, 42);
    }

    KeeperEvent.ChildEnded ended =
        new KeeperEvent.ChildEnded(ChildRole.PROGRAM, PROGRAM, WaitStatus.exited(42));
    assertThat(next()).isEqualTo(ended);
    assertThat(next()).isInstanceOf(KeeperEvent.ChildEnded.class);
    assertThat(next()).isEqualTo(new KeeperEvent.Emptied());
    KeeperState state = keeper().state();
    assertThat(state.phase()).isEqualTo(ContainerPhase.ENDED);
    assertThat(state.status()).contains(WaitStatus.exited(42));
    assertThat(keeper().child(PROGRAM).flatMap(ContainerChild::status))
        .contains(WaitStatus.exited(42));
  }

  @Test
  void anUnsubscribedListenerHearsNothing() throws Exception {
    BlockingQueue<KeeperEvent> others = new LinkedBlockingQueue<>();
    Consumer<KeeperEvent> other = others::add;
    keeper().subscribe(other);
    keeper().subscribe(events::add);
    keeper().unsubscribe(other);

    try (StartedProgram started = keeper().start(program())) {
      endProgram(started, 0);
      next();
    }

    assertThat(others).isEmpty();
  }

  @Test
  void oneProgramAtATime() {
    keeper().start(program()).close();

    refuses(() -> keeper().start(program()), Errno.EBUSY);
    refuses(() -> keeper().expect(PROGRAM), Errno.EBUSY);
    refuses(() -> keeper().dismiss(false), Errno.EBUSY);
  }

  @Test
  void aSignalEndsAProgramAndAnAbsentTargetIsFalse() throws Exception {
    keeper().subscribe(events::add);
    keeper().start(program()).close();

    assertThat(keeper().signal(new SignalTarget.OneProcess(new InsidePid(77)), Signal.TERM))
        .isFalse();
    assertThat(keeper().signal(new SignalTarget.OneProcess(PROGRAM), Signal.KILL)).isTrue();

    assertThat(next())
        .isEqualTo(
            new KeeperEvent.ChildEnded(ChildRole.PROGRAM, PROGRAM, WaitStatus.killed(Signal.KILL)));
  }

  @Test
  void streamsAreKeptAdoptedAndClosed() {
    keeper().start(program()).close();
    assertThat(keeper().state().streams()).hasSize(3);

    keeper().closeStream(StreamName.STDERR);
    refuses(() -> keeper().closeStream(StreamName.STDERR), Errno.ENOENT);
    try (Pipe pipe = Pipe.open()) {
      keeper().adopt(StreamName.STDOUT, pipe.reader());
      pipe.writer().write(new byte[] {7});
    }

    Map<StreamName, Descriptor> streams = keeper().streams();
    assertThat(streams).containsOnlyKeys(StreamName.STDIN, StreamName.STDOUT);
    assertThat(streams.get(StreamName.STDOUT))
        .satisfies(reader -> assertThat(reader.read(new byte[9])).isEqualTo(1));
    streams.values().forEach(Descriptor::close);
    refuses(() -> keeper().resizeTerminal(10, 20), Errno.ENOENT);
  }

  @Test
  void theCursorMovesWithinItsLimits() {
    keeper().moveCursor(500);

    assertThat(keeper().cursor()).isEqualTo(500);
    assertThat(keeper().state().cursor()).isEqualTo(500);
    refuses(() -> keeper().moveCursor(keeper().state().pidMax()), Errno.EINVAL);
  }

  @Test
  void anExpectedProgramIsKnownBeforeItComes() {
    keeper().expectEnded(new InsidePid(70), WaitStatus.exited(1));
    keeper().expect(new InsidePid(80));

    KeeperState state = keeper().state();
    assertThat(state.phase()).isEqualTo(ContainerPhase.EXPECTED);
    assertThat(state.program()).contains(new InsidePid(80));
    assertThat(state.status()).isEmpty();
  }

  @Test
  void killAllLeavesNobody() throws Exception {
    keeper().subscribe(events::add);
    keeper().start(program()).close();

    keeper().killAll(LIMIT);

    awaitEvent(KeeperEvent.Emptied.class);
    assertThat(keeper().state().phase()).isEqualTo(ContainerPhase.ENDED);
    keeper().dismiss(false);
  }

  @Test
  void withoutCgroupsNothingFreezes() {
    assertThat(keeper().state().freezer()).isEqualTo(FreezerState.ABSENT);
    refuses(() -> keeper().freeze(LIMIT), Errno.EOPNOTSUPP);
  }

  @Test
  void aDismissedKeeperIsGone() throws Exception {
    keeper().subscribe(events::add);
    keeper().start(program()).close();

    keeper().dismiss(true);

    awaitEvent(KeeperEvent.KeeperEnded.class);
    assertThatThrownBy(() -> keeper().state()).isInstanceOf(KeeperGoneException.class);
    assertThatThrownBy(() -> keeper().start(program())).isInstanceOf(KeeperGoneException.class);
  }

  /** Whether other ends are told when reaper and program are killed together is open. */
  private void awaitEvent(Class<? extends KeeperEvent> kind) throws InterruptedException {
    while (!kind.isInstance(next())) {
      assertThat(events).hasSizeLessThan(10);
    }
  }

  KeeperEvent next() throws InterruptedException {
    KeeperEvent event = events.poll(10, TimeUnit.SECONDS);
    assertThat(event).as("an event within 10 s").isNotNull();
    return Objects.requireNonNull(event);
  }

  static void refuses(ThrowingCallable request, Errno errno) {
    assertThatThrownBy(request)
        .asInstanceOf(type(KeeperRefusedException.class))
        .extracting(KeeperRefusedException::errno)
        .isEqualTo(errno);
  }
}
