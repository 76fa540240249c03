package io.ssi.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SystemCallExceptionTest {

  @Test
  void messageHoldsCallSubjectReasonAndAdvice() {
    SystemCallException error =
        SystemCallException.of("connect", "/run/x.sock", Errno.ECONNREFUSED, "start the agent");

    assertThat(error)
        .hasMessage("connect /run/x.sock: Connection refused (ECONNREFUSED); start the agent");
  }

  @Test
  void anUnknownNumberIsKept() {
    SystemCallException error = SystemCallException.of("read", "pipe", 523);

    assertThat(error.errno()).isEqualTo(Errno.UNKNOWN);
    assertThat(error.errnoNumber()).isEqualTo(523);
    assertThat(error).hasMessageContaining("errno 523");
  }

  @Test
  void absenceAndRefusalHaveClassesOfTheirOwn() {
    assertThat(SystemCallException.of("kill", "process 7", 3))
        .isInstanceOf(NoSuchProcessException.class);
    assertThat(SystemCallException.of("kill", "process 1", 1))
        .isInstanceOf(LinuxPermissionException.class)
        .hasMessageContaining("root");
  }
}
