package io.ssi.pid.foreground;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.pid.ApplicationId;
import io.ssi.pid.message.ResumeReply;
import io.ssi.pid.message.ResumeRequest;
import org.junit.jupiter.api.Test;

class CallerLedgerTest {
  private static final ResumeReply.Resumed NOTHING_CAME = new ResumeReply.Resumed(0, 0, 0);
  private final CallerLedger ledger = new CallerLedger();

  private ResumeRequest request() {
    return ledger.request(new ApplicationId(17), "token");
  }

  private void room(RunStream stream, int bytes) {
    ledger.said(new RunMessage.Room(stream, bytes));
  }

  @Test
  void roomThatWasGivenWhileTheProgramWasLookedForIsGivenWhereItWasFound() {
    assertThat(ledger.heard(new RunMessage.Data(RunStream.OUTPUT, new byte[10]))).isTrue();
    assertThat(ledger.heard(new RunMessage.Data(RunStream.ERRORS, new byte[10]))).isTrue();
    room(RunStream.OUTPUT, 3);

    assertThat(request().output()).isEqualTo(new ResumeRequest.Position(10, 3));
    room(RunStream.OUTPUT, 4);
    room(RunStream.ERRORS, 5);

    assertThat(ledger.again(NOTHING_CAME))
        .containsExactly(
            new RunMessage.Room(RunStream.OUTPUT, 4), new RunMessage.Room(RunStream.ERRORS, 5));
    assertThat(request().output()).isEqualTo(new ResumeRequest.Position(10, 7));
    assertThat(ledger.again(NOTHING_CAME)).isEmpty();
  }
}
