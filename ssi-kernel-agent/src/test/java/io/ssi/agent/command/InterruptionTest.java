package io.ssi.agent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.agent.machine.MachineException;
import io.ssi.agent.machine.Waiting;
import io.ssi.tools.service.Cancellation;
import io.ssi.tools.service.InterruptedVerbException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InterruptionTest {
  private final Cancellation cancellation = new Cancellation();
  private final Interruption interruption = new Interruption(cancellation, System::nanoTime);

  @Test
  void workThatIsNotInterruptedGivesItsResult() {
    String result = interruption.guard(() -> "done", () -> "undone");

    assertThat(result).isEqualTo("done");
  }

  @Test
  void anInterruptionEndsTheWaitAndUndoes() {
    Thread.ofVirtual().start(() -> cancellation.cancel(Cancellation.Reason.INTERRUPTED));

    assertThatThrownBy(() -> interruption.guard(this::waitLong, () -> "nothing is left"))
        .isInstanceOf(InterruptedVerbException.class)
        .hasMessage("interrupted: nothing is left");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void noFurtherInterruptionReachesWhatUndoes() {
    Thread verb = Thread.currentThread();
    Thread.ofVirtual().start(() -> cancellation.cancel(Cancellation.Reason.INTERRUPTED));

    assertThatThrownBy(() ->
            interruption.guard(
                this::waitLong,
                () -> {
                  verb.interrupt();
                  return Thread.interrupted() ? "half of it is left" : "nothing is left";
                }))
        .isInstanceOf(InterruptedVerbException.class)
        .hasMessage("interrupted: nothing is left");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aProgramThatTheSignalEndedFirstCountsAsInterrupted() {
    assertThatThrownBy(() ->
            interruption.guard(
                () -> {
                  Thread.ofVirtual()
                      .start(() -> cancellation.cancel(Cancellation.Reason.TERMINATED));
                  throw new MachineException("ip failed with status 143");
                },
                () -> "nothing is left"))
        .isInstanceOf(InterruptedVerbException.class)
        .hasMessage("asked to end: nothing is left");
  }

  @Test
  void aFailureOfItsOwnStaysWhatItIs() {
    assertThatThrownBy(() ->
            interruption.guard(
                () -> {
                  throw new MachineException("ip failed with status 1");
                },
                () -> "undone"))
        .isInstanceOf(MachineException.class)
        .hasMessage("ip failed with status 1");
  }

  private boolean waitLong() {
    return new Waiting(System::nanoTime).until("rain", Duration.ofSeconds(30), () -> false);
  }
}
