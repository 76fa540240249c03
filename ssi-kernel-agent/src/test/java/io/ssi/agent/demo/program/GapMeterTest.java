package io.ssi.agent.demo.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GapMeterTest {
  private final AtomicLong now = new AtomicLong(1_000);
  private final GapMeter gaps = new GapMeter(now::get);

  @Test
  void theTimeBeforeTheFirstTickIsNoGap() {
    now.addAndGet(1_133);

    gaps.tick();

    assertThat(gaps.longestMillis()).isZero();
  }

  @Test
  void theLongestTimeBetweenTwoTicksIsKept() {
    for (long step : new long[] {1, 700, 1}) {
      gaps.tick();
      now.addAndGet(step);
    }
    gaps.tick();

    assertThat(gaps.longestMillis()).isEqualTo(700);
  }
}
