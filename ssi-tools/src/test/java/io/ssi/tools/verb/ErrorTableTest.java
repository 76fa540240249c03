package io.ssi.tools.verb;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import io.ssi.membership.map.NoQuorumException;
import io.ssi.pid.NoSuchApplicationException;
import io.ssi.tools.service.Blocker;
import io.ssi.tools.service.Cancellation.Reason;
import io.ssi.tools.service.InterruptedVerbException;
import io.ssi.tools.service.NotMovableException;
import io.ssi.tools.service.NotPermittedException;
import io.ssi.tools.service.ProgramNotStartedException;
import io.ssi.tools.service.RefusedException;
import io.ssi.tools.service.TimedOutException;
import io.ssi.tools.service.UnknownSubjectException;
import io.ssi.tools.service.UsageException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorTableTest {
  private final ErrorTable table = new ErrorTable();

  static Stream<Arguments> everyError() {
    return Stream.of(
        Arguments.of(new UsageException("u"), 2, "usage"),
        Arguments.of(
            new UnknownSubjectException(UnknownSubjectException.Kind.NODE, "n"), 1, "unknown_node"),
        Arguments.of(new NotPermittedException("p", ""), 1, "not_permitted"),
        Arguments.of(new RefusedException("two_nodes", "r", ""), 1, "two_nodes"),
        Arguments.of(new TimedOutException("t", ""), 124, "timed_out"),
        Arguments.of(new ProgramNotStartedException(true, "x", ""), 126, "program_not_executable"),
        Arguments.of(new ProgramNotStartedException(false, "x", ""), 127, "program_not_found"),
        Arguments.of(new InterruptedVerbException(Reason.INTERRUPTED, "i"), 130, "interrupted"),
        Arguments.of(new InterruptedVerbException(Reason.TERMINATED, "i"), 143, "interrupted"),
        Arguments.of(new InterruptedVerbException(Reason.AGENT_STOPS, "i"), 1, "interrupted"),
        Arguments.of(
            new NotMovableException("move it", List.of(new Blocker("c", "s", "m", "a"))),
            1,
            "not_movable"),
        Arguments.of(new NoQuorumException("q", new IllegalStateException()), 1, "no_quorum"),
        Arguments.of(new NoSuchApplicationException("a"), 1, "unknown_application"),
        Arguments.of(
            SystemCallException.of("kill", "5", Errno.ESRCH.number()), 1, "unknown_process"),
        Arguments.of(SystemCallException.of("kill", "5", Errno.EPERM.number()), 1, "not_permitted"),
        Arguments.of(SystemCallException.of("open", "f", Errno.ENOSPC.number()), 1, "system"));
  }

  @ParameterizedTest
  @MethodSource("everyError")
  void everyErrorHasItsStatusAndCode(RuntimeException e, int status, String code) {
    VerbError error = table.find(e).orElseThrow();

    assertThat(error.status().shellCode()).isEqualTo(status);
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.line()).startsWith("ssi: ").doesNotContain("\n");
  }

  @Test
  void whatNobodyForesawIsNotInTheTable() {
    assertThat(table.find(new IllegalStateException("x"))).isEmpty();
  }

  @Test
  void rowsOfTheAgentComeFirst() {
    var row = new ErrorTable.Row(IllegalStateException.class, ExitStatus.TIMED_OUT, "mine");

    assertThat(new ErrorTable(List.of(row)).find(new IllegalStateException("x")))
        .contains(new VerbError(ExitStatus.TIMED_OUT, "mine", "x", ""));
  }

  @Test
  void anErrorIsOneLineWhateverItsMessage() {
    VerbError error = new VerbError(ExitStatus.FAILED, "c", "first\n  second\n", "try\r\nthis");

    assertThat(error.line()).isEqualTo("ssi: first second; try this");
  }
}
