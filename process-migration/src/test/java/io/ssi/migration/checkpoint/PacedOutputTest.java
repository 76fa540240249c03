package io.ssi.migration.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacedOutputTest {

  @Test
  void waitsUntilTheRateAllowsMore() throws IOException {
    AtomicLong now = new AtomicLong(77);
    ByteArrayOutputStream passed = new ByteArrayOutputStream();
    try (PacedOutput out = new PacedOutput(passed, 1000, now::get, now::addAndGet)) {
      out.write(new byte[3000]);
      assertThat(TimeUnit.NANOSECONDS.toMillis(now.get() - 77)).isEqualTo(3000);

      now.addAndGet(TimeUnit.SECONDS.toNanos(2));
      out.write(new byte[1500]);
      assertThat(TimeUnit.NANOSECONDS.toMillis(now.get() - 77)).isEqualTo(5000);
      out.write(1);
    }
    assertThat(passed.size()).isEqualTo(4501);
  }
}
