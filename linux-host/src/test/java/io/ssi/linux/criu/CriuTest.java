package io.ssi.linux.criu;

import static io.ssi.linux.criu.ScriptedWorker.answer;
import static io.ssi.linux.criu.ScriptedWorker.notification;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ssi.linux.InsidePid;
import io.ssi.linux.criu.wire.CriuRpcProto.Call;
import io.ssi.linux.criu.wire.CriuRpcProto.CallOptions;
import io.ssi.linux.criu.wire.CriuRpcProto.CallType;
import io.ssi.linux.criu.wire.CriuRpcProto.Features;
import io.ssi.linux.criu.wire.CriuRpcProto.NetworkLock;
import io.ssi.linux.criu.wire.CriuRpcProto.PageServerPlace;
import io.ssi.linux.criu.wire.CriuRpcProto.Restored;
import io.ssi.linux.criu.wire.CriuRpcProto.Version;
import io.ssi.linux.syscall.Pipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver against a worker that says anything, CRIU or not. */
class CriuTest {
  private static final InsidePid TREE = new InsidePid(2);

  @TempDir Path images;
  private final ScriptedWorker worker = new ScriptedWorker();

  @Test
  void asksForTheVersion() {
    worker.says(
        answer(CallType.CALL_VERSION, true)
            .setVersion(Version.newBuilder().setMajor(4).setMinor(2).setSublevel(1)));

    assertThat(criu().version()).isEqualTo(new CriuVersion(4, 2, 1));
    assertThat(worker.isClosed()).isTrue();
  }

  @Test
  void aVersionWithoutNumbersIsAnError() {
    worker.says(answer(CallType.CALL_VERSION, true));

    assertThatExceptionOfType(CriuFailedException.class).isThrownBy(() -> criu().version());
  }

  @Test
  void aFeatureThatIsNotNamedIsMissing() {
    worker.says(
        answer(CallType.CALL_FEATURE_CHECK, true)
            .setFeatures(Features.newBuilder().setLazyPages(true)));

    assertThat(criu().features()).isEqualTo(new CriuFeatures(false, true, false));
  }

  @Test
  void tellsCriuWhatADumpNeeds() {
    worker.says(notification("pre-dump", 0)).says(notification("post-dump", 0));
    worker.says(answer(CallType.CALL_DUMP, true));

    DumpRequest request =
        DumpRequest.of(TREE, images)
            .withLeaveRunning()
            .withTcp(TcpConnections.CLOSE)
            .withGhostLimit(0xffff_ffffL)
            .withTerminal();
    criu().dump(request).finish();

    List<Call> calls = worker.calls();
    assertThat(calls).hasSize(3);
    CallOptions options = calls.getFirst().getOptions();
    assertThat(options.getPid()).isEqualTo(2);
    assertThat(options.getImagesDir()).isEqualTo(images.toString());
    assertThat(options.getImagesDirFd()).isEqualTo(-1);
    assertThat(options.getLeaveRunning()).isTrue();
    assertThat(options.getTcpClose()).isTrue();
    assertThat(options.getTcpEstablished()).isFalse();
    assertThat(options.getFileLocks()).isTrue();
    assertThat(options.getOrphanTerminalMaster()).isTrue();
    assertThat(options.getNetworkLock()).isEqualTo(NetworkLock.NETWORK_LOCK_SKIP);
    assertThat(Integer.toUnsignedLong(options.getGhostLimit())).isEqualTo(0xffff_ffffL);
    assertThat(options.getNotifyScripts()).isTrue();
    assertThat(options.hasPageServer()).isFalse();
    assertThat(calls.get(1).getNotifySuccess()).isTrue();
    assertThat(calls.get(2).getNotifySuccess()).isTrue();
    assertThat(worker.isClosed()).isTrue();
  }

  @Test
  void aDumpThatIsTakenBackAnswersNo() {
    worker.says(notification("post-dump", 0)).says(answer(CallType.CALL_DUMP, false));

    criu().dump(DumpRequest.of(TREE, images)).close();

    assertThat(worker.calls().getLast().getNotifySuccess()).isFalse();
    assertThat(worker.wasKilled()).isFalse();
  }

  @Test
  void takingADumpBackNeverFails() {
    worker.says(notification("post-dump", 0)).hangs();

    criu().dump(DumpRequest.of(TREE, images)).resume();

    assertThat(worker.wasKilled()).isTrue();
    assertThat(worker.isClosed()).isTrue();
  }

  @Test
  void aDumpIsDecidedOnce() {
    worker.says(notification("post-dump", 0)).says(answer(CallType.CALL_DUMP, false));
    HeldDump dump = criu().dump(DumpRequest.of(TREE, images));
    dump.resume();

    assertThat(dump.isHeld()).isFalse();
    assertThatIllegalStateException().isThrownBy(dump::finish);
    dump.close();
  }

  @Test
  void aDumpWhoseWorkerDiesBeforeItIsHeldIsUndone() {
    assertThatExceptionOfType(CriuFailedException.class)
        .isThrownBy(() -> criu().dump(DumpRequest.of(TREE, images)))
        .withMessageContaining("ended without an answer")
        .satisfies(e -> assertThat(e.outcome()).isEqualTo(CriuOutcome.UNDONE));
  }

  @Test
  void aDumpWhoseWorkerDiesAfterTheAnswerIsUnknown() {
    worker.says(notification("post-dump", 0));
    HeldDump dump = criu().dump(DumpRequest.of(TREE, images));

    assertThatExceptionOfType(CriuOutcomeUnknownException.class).isThrownBy(dump::finish);
  }

  @Test
  void aDumpThatHangsIsEndedAndUndone() {
    worker.hangs();

    assertThatExceptionOfType(CriuTimeoutException.class)
        .isThrownBy(() -> criu().dump(DumpRequest.of(TREE, images)))
        .withMessageContaining("900 s")
        .satisfies(e -> assertThat(e.outcome()).isEqualTo(CriuOutcome.UNDONE));
    assertThat(worker.wasKilled()).isTrue();
  }

  @Test
  void aDumpThatEndsWithoutBeingHeldIsAnError() {
    worker.says(answer(CallType.CALL_DUMP, true));

    assertThatExceptionOfType(CriuFailedException.class)
        .isThrownBy(() -> criu().dump(DumpRequest.of(TREE, images)))
        .withMessageContaining("post-dump");
  }

  @Test
  void saysWhatTheLogSaysAndNotWhatAnEarlierLogSaid() throws IOException {
    Files.writeString(images.resolve("dump.log"), "Error (criu/x.c:1): File a has bad size 1\n");
    worker.says(answer(CallType.CALL_DUMP, false).setErrorNumber(3));

    assertThatExceptionOfType(CriuFailedException.class)
        .isThrownBy(() -> criu().dump(DumpRequest.of(TREE, images)))
        .withMessageContaining("no reason (error number 3)")
        .satisfies(e -> assertThat(e.problems()).isEmpty());
  }

  @Test
  void whatIsNoMessageIsAnError() {
    worker.says((byte) 0xff, (byte) 0xff);

    assertThatExceptionOfType(CriuFailedException.class)
        .isThrownBy(() -> criu().restore(RestoreRequest.of(images)))
        .satisfies(e -> assertThat(e.outcome()).isEqualTo(CriuOutcome.UNKNOWN));
    assertThat(worker.wasKilled()).isTrue();
  }

  @Test
  void aMessageWithoutAVerdictIsAnError() {
    worker.says((byte) 0x08, (byte) 0x06);

    assertThatExceptionOfType(CriuFailedException.class)
        .isThrownBy(() -> criu().restore(RestoreRequest.of(images)));
  }

  @Test
  void aRestoreIsReleasedThroughTheLaterNotifications() {
    worker.says(notification("pre-restore", 0)).says(notification("post-restore", 2));
    worker.says(notification("pre-resume", 0)).says(notification("post-resume", 0));
    worker.says(answer(CallType.CALL_RESTORE, true).setRestored(Restored.newBuilder().setPid(2)));

    HeldRestore restore = criu().restore(RestoreRequest.of(images));

    assertThat(restore.root()).isEqualTo(TREE);
    assertThat(worker.calls()).hasSize(2);
    assertThat(restore.release()).isEqualTo(TREE);
    assertThat(worker.calls().stream().skip(1)).allMatch(Call::getNotifySuccess).hasSize(4);
  }

  @Test
  void aRestoreThatIsNotDecidedIsAbandoned() {
    worker.says(notification("post-restore", 2)).says(answer(CallType.CALL_RESTORE, false));

    criu().restore(RestoreRequest.of(images)).close();

    assertThat(worker.calls().getLast().getNotifySuccess()).isFalse();
  }

  @Test
  void aRestoreThatGoesOnAfterANoIsUnknown() {
    worker.says(notification("post-restore", 2));
    worker.says(answer(CallType.CALL_RESTORE, true).setRestored(Restored.newBuilder().setPid(2)));
    HeldRestore restore = criu().restore(RestoreRequest.of(images));

    assertThatExceptionOfType(CriuFailedException.class)
        .isThrownBy(restore::abandon)
        .satisfies(e -> assertThat(e.outcome()).isEqualTo(CriuOutcome.UNKNOWN));
  }

  @Test
  void aWorkerThatWaitsForItsDumpIsAskedOnceAndLeftToIt() {
    worker.says(notification("post-dump", 0)).says(answer(CallType.CALL_DUMP, true));

    DumpWorker waiting = criu().dumpWorker(Optional.empty());
    assertThat(worker.calls()).isEmpty();
    HeldDump dump = waiting.dump(DumpRequest.of(new InsidePid(2), images));
    waiting.close();
    assertThat(worker.isClosed()).isFalse();
    dump.finish();

    assertThat(worker.calls()).hasSize(2);
    assertThat(worker.isClosed()).isTrue();
  }

  @Test
  void aWorkerThatGetsNoDumpEndsUnasked() {
    criu().dumpWorker(Optional.empty()).close();

    assertThat(worker.calls()).isEmpty();
    assertThat(worker.isClosed()).isTrue();
  }

  @Test
  void aWorkerThatWaitsForItsDumpHasItsPageServerOrNone() {
    try (Pipe pipe = Pipe.open();
        DumpWorker waiting = criu().dumpWorker(Optional.empty())) {
      DumpRequest request = DumpRequest.of(new InsidePid(2), images).withPageServer(pipe.writer());

      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> waiting.dump(request));
    }
  }

  @Test
  void aWorkerThatWaitsForItsRestoreIsAskedOnceAndLeftToIt() {
    worker.says(notification("post-restore", 2)).says(answer(CallType.CALL_RESTORE, false));

    RestoreWorker waiting = criu().restoreWorker(List.of());
    assertThat(worker.calls()).isEmpty();
    HeldRestore restore = waiting.restore(RestoreRequest.of(images));
    waiting.close();
    assertThat(worker.isClosed()).isFalse();
    restore.abandon();

    assertThat(worker.calls()).hasSize(2);
    assertThat(worker.isClosed()).isTrue();
  }

  @Test
  void aWorkerThatGetsNoRestoreEndsUnasked() {
    criu().restoreWorker(List.of()).close();

    assertThat(worker.calls()).isEmpty();
    assertThat(worker.isClosed()).isTrue();
  }

  @Test
  void aWorkerThatWaitsInheritsNothing() {
    try (Pipe pipe = Pipe.open();
        RestoreWorker waiting = criu().restoreWorker(List.of())) {
      RestoreRequest request =
          RestoreRequest.of(images).withInherited(InheritedFile.pipe(77, pipe.reader()));

      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> waiting.restore(request));
    }
  }

  @Test
  void aRestoreThatHangsMayLeaveProcesses() {
    worker.says(notification("pre-restore", 0)).hangs();

    assertThatExceptionOfType(CriuTimeoutException.class)
        .isThrownBy(() -> criu().restore(RestoreRequest.of(images)))
        .satisfies(e -> assertThat(e.outcome()).isEqualTo(CriuOutcome.UNKNOWN));
    assertThat(worker.wasKilled()).isTrue();
  }

  @Test
  void theTerminalBelongsToWhoTakesItAndIsClosedElse() {
    try (Pipe taken = Pipe.open();
        Pipe left = Pipe.open()) {
      worker.says(notification("orphan-pts-master", 0), taken.reader(), left.reader());
      worker.says(notification("post-restore", 2)).says(answer(CallType.CALL_RESTORE, false));

      HeldRestore restore = criu().restore(RestoreRequest.of(images).withTerminal());
      assertThat(restore.takeTerminal()).contains(taken.reader());
      restore.abandon();

      assertThat(taken.reader().isOpen()).isTrue();
      assertThat(left.reader().isOpen()).isFalse();
    }
  }

  @Test
  void namesInheritedFilesByTheirNumbersInTheWorker() {
    try (Pipe pipe = Pipe.open()) {
      worker.says(notification("post-restore", 2)).says(answer(CallType.CALL_RESTORE, false));

      criu()
          .restore(
              RestoreRequest.of(images)
                  .withInherited(InheritedFile.pipe(77, pipe.reader()))
                  .withInherited(InheritedFile.pipe(78, pipe.writer())))
          .abandon();

      assertThat(worker.calls().getFirst().getOptions().getInheritedList())
          .extracting(file -> file.getKey() + "=" + file.getFd())
          .containsExactly("pipe:[77]=4", "pipe:[78]=5");
    }
  }

  @Test
  void aPageServerThatFailsIsAnError() {
    worker.says(
        answer(CallType.CALL_PAGE_SERVER, true)
            .setPageServer(PageServerPlace.newBuilder().setPid(9)));
    worker.says(answer(CallType.CALL_WAIT_PID, true).setStatus(256));

    try (Pipe socket = Pipe.open();
        PageServer server = criu().pageServer(images, socket.reader())) {
      assertThatExceptionOfType(CriuFailedException.class)
          .isThrownBy(() -> server.await(Duration.ofSeconds(1)))
          .withMessageContaining("256");
    }
    assertThat(worker.calls().getFirst().getKeepOpen()).isTrue();
    assertThat(worker.calls().get(1).getPid()).isEqualTo(9);
  }

  private Criu criu() {
    return new Criu(worker.asWorkers(), CriuLimits.standard(), () -> 0L);
  }
}
