package io.ssi.agent.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.container.ResourceLimit.Resource;
import io.ssi.tools.service.ResourceLimit;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallerLimitsTest {
  private static final long NONE = -1;

  @Test
  void takesTheKernelsNumbersAndInfinity() {
    assertThat(
            CallerLimits.named(
                List.of(
                    new ResourceLimit(7, 1024, 4096),
                    new ResourceLimit(4, 0, NONE),
                    new ResourceLimit(15, NONE, NONE))))
        .containsExactly(
            new io.ssi.linux.container.ResourceLimit(Resource.NOFILE, 1024, 4096),
            new io.ssi.linux.container.ResourceLimit(Resource.CORE, 0, NONE),
            new io.ssi.linux.container.ResourceLimit(Resource.RTTIME, NONE, NONE));
  }

  @Test
  void makesALimitOfWhateverIsSaid() {
    assertThat(
            CallerLimits.named(
                List.of(
                    new ResourceLimit(7, NONE, 10),
                    new ResourceLimit(7, 20, 10),
                    new ResourceLimit(7, 5, Long.MIN_VALUE),
                    new ResourceLimit(16, 1, 1),
                    new ResourceLimit(-1, 1, 1))))
        .containsExactly(
            new io.ssi.linux.container.ResourceLimit(Resource.NOFILE, 10, 10),
            new io.ssi.linux.container.ResourceLimit(Resource.NOFILE, 10, 10),
            new io.ssi.linux.container.ResourceLimit(Resource.NOFILE, 5, NONE));
  }
}
