package io.ssi.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private final AtomicLong now = new AtomicLong();
  private final Waiting waiting = new Waiting(() -> now.getAndAdd(1_000_000));

  @Test
  void endsAsSoonAsTheConditionHolds() {
    assertThat(waiting.until("it", Duration.ofSeconds(1), () -> now.get() > 3_000_000)).isTrue();
  }

  @Test
  void givesUpAtTheBound() {
    assertThat(waiting.until("it", Duration.ofMillis(5), () -> false)).isFalse();
    assertThat(now.get()).isLessThan(10_000_000);
  }

  @Test
  void anInterruptionEndsItAndStaysKnown() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> waiting.until("rain", Duration.ofSeconds(5), () -> false))
        .isInstanceOf(InterruptedWaitException.class)
        .hasMessageContaining("rain");
    assertThat(Thread.interrupted()).isTrue();
  }
}
