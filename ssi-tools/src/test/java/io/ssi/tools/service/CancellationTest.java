package io.ssi.tools.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.tools.service.Cancellation.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellationTest {
  private final Cancellation cancellation = new Cancellation();
  private final List<String> ran = new ArrayList<>();

  @Test
  void happensOnceWithTheFirstReason() {
    cancellation.onCancel(() -> ran.add("hook"));
    assertThat(cancellation.isCancelled()).isFalse();

    cancellation.cancel(Reason.TERMINATED);
    cancellation.cancel(Reason.INTERRUPTED);

    assertThat(cancellation.reason()).contains(Reason.TERMINATED);
    assertThat(ran).containsExactly("hook");
  }

  @Test
  void aHookThatWasTakenBackDoesNotRun() {
    cancellation.onCancel(() -> ran.add("kept"));
    cancellation.onCancel(() -> ran.add("taken back")).close();

    cancellation.cancel(Reason.QUIT);

    assertThat(ran).containsExactly("kept");
  }

  @Test
  void aHookThatComesTooLateRunsAtOnce() {
    cancellation.cancel(Reason.QUIT);

    cancellation.onCancel(() -> ran.add("late"));

    assertThat(ran).containsExactly("late");
  }

  @Test
  void throwsWithWhatWasDone() {
    cancellation.throwIfCancelled("nothing was changed");
    cancellation.cancel(Reason.CALLER_GONE);

    assertThatThrownBy(() -> cancellation.throwIfCancelled("nothing was changed"))
        .isInstanceOf(InterruptedVerbException.class)
        .hasMessage("the caller is gone: nothing was changed");
  }
}
