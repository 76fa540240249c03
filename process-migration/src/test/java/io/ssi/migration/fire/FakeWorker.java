package io.ssi.migration.fire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ssi.linux.InsidePid;
import io.ssi.linux.Signal;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.testing.FakeKeeper;
import io.ssi.linux.criu.CriuWorker;
import io.ssi.linux.criu.Reception;
import io.ssi.linux.criu.wire.CriuRpcProto.Answer;
import io.ssi.linux.criu.wire.CriuRpcProto.Call;
import io.ssi.linux.criu.wire.CriuRpcProto.CallType;
import io.ssi.linux.criu.wire.CriuRpcProto.Notification;
import io.ssi.linux.criu.wire.CriuRpcProto.PageServerPlace;
import io.ssi.linux.criu.wire.CriuRpcProto.Restored;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A worker of CRIU that does what the real one was seen to do when it is answered, left alone,
 * killed or stopped while it holds a tree.
 */
final class FakeWorker implements CriuWorker {
  private static final int ROOT = 2;
  private static final int SERVER = 30_000;

  private enum Work {
    NOTHING,
    SERVES_PAGES,
    HOLDS_ORIGINAL,
    HOLDS_COPY,
    LET_COPY_GO
  }

  private final Life life;
  private final FakeKeeper keeper;
  private final Program program;
  private final InsidePid pid;
  private final Deque<Answer> answers = new ArrayDeque<>();
  private Work work = Work.NOTHING;
  private Path images = Path.of("/nowhere");
  private boolean leaveRunning;
  private boolean hung;
  private boolean ended;

  FakeWorker(Life life, FakeKeeper keeper, InsidePid pid) {
    this.life = life;
    this.keeper = keeper;
    this.program = life.machine().program(keeper);
    this.pid = pid;
  }

  @Override
  public void send(byte[] message) {
    Call call;
    try {
      call = Call.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
    life.effect("asks CRIU: " + call.getType() + " while it " + work);
    if (hasEnded() || hung) {
      return;
    }
    switch (call.getType()) {
      case CALL_DUMP -> dump(call);
      case CALL_PAGE_SERVER_CHILD -> servePages(call);
      case CALL_WAIT_PID -> endPages();
      case CALL_RESTORE -> restore(call);
      case CALL_NOTIFY -> answered(call.getNotifySuccess());
      default -> throw new IllegalArgumentException("What is " + call.getType());
    }
  }

  private void dump(Call call) {
    images = Path.of(call.getOptions().getImagesDir());
    leaveRunning = call.getOptions().getLeaveRunning();
    boolean fails =
        life.machine().diskIsFull
            || !program.lives()
            || (call.getOptions().hasPageServer() && !life.world().link().carries());
    if (fails) {
      says(CallType.CALL_DUMP, false);
      return;
    }
    program.traced = true;
    work = Work.HOLDS_ORIGINAL;
    FakeImage.write(images);
    life.world().pages = program.instructions;
    notifies("post-dump");
  }

  private void servePages(Call call) {
    images = Path.of(call.getOptions().getImagesDir());
    work = Work.SERVES_PAGES;
    PageServerPlace place = PageServerPlace.newBuilder().setPid(SERVER).build();
    answers.add(
        Answer.newBuilder()
            .setType(CallType.CALL_PAGE_SERVER)
            .setSuccess(true)
            .setPageServer(place)
            .build());
  }

  private void endPages() {
    boolean fails = life.machine().diskIsFull || !life.world().link().carries();
    if (!fails) {
      FakeImage.writePages(images, life.world().pages);
    }
    answers.add(
        Answer.newBuilder()
            .setType(CallType.CALL_WAIT_PID)
            .setSuccess(true)
            .setStatus(fails ? 1 : 0)
            .build());
  }

  private void restore(Call call) {
    images = Path.of(call.getOptions().getImagesDir());
    if (life.machine().diskIsFull || !FakeImage.isWhole(images)) {
      says(CallType.CALL_RESTORE, false);
      return;
    }
    program.instructions = FakeImage.readPages(images);
    program.exists = true;
    program.inRestorer = true;
    work = Work.HOLDS_COPY;
    notifies("post-restore");
  }

  private void answered(boolean goOn) {
    switch (work) {
      case HOLDS_ORIGINAL -> {
        program.traced = false;
        work = Work.NOTHING;
        if (goOn && !leaveRunning) {
          program.kill();
        }
        says(CallType.CALL_DUMP, goOn);
      }
      case HOLDS_COPY -> {
        program.inRestorer = false;
        if (goOn) {
          keeper.built();
          work = Work.LET_COPY_GO;
          answers.add(
              Answer.newBuilder()
                  .setType(CallType.CALL_RESTORE)
                  .setSuccess(true)
                  .setRestored(Restored.newBuilder().setPid(ROOT))
                  .build());
        } else {
          program.exists = false;
          says(CallType.CALL_RESTORE, false);
        }
      }
      default -> throw new IllegalStateException("Nobody asked, " + work);
    }
  }

  private void says(CallType type, boolean success) {
    answers.add(Answer.newBuilder().setType(type).setSuccess(success).build());
  }

  private void notifies(String script) {
    answers.add(
        Answer.newBuilder()
            .setType(CallType.CALL_NOTIFY)
            .setSuccess(true)
            .setNotification(Notification.newBuilder().setScript(script).setPid(ROOT))
            .build());
  }

  @Override
  public Reception receive(Duration limit) {
    life.effect("hears CRIU, which " + work);
    if (!answers.isEmpty()) {
      Answer next = answers.removeFirst();
      if (work == Work.LET_COPY_GO && !hasEnded()) {
        end(WaitStatus.exited(0));
      }
      return new Reception.Message(next.toByteArray(), List.of());
    }
    return hung && !hasEnded() ? new Reception.TimedOut() : new Reception.EndOfStream();
  }

  /** It is stopped, and does nothing any more. */
  void hang() {
    hung = true;
  }

  /** Somebody kills it: what it holds after a restore stays where it is. */
  @Override
  public void kill() {
    if (hasEnded()) {
      return;
    }
    if (program.inRestorer) {
      keeper.built();
    }
    program.traced = false;
    end(WaitStatus.killed(Signal.KILL));
  }

  /** Whoever drives it is gone. */
  @Override
  public void disconnect() {
    if (hasEnded() || hung) {
      return;
    }
    if (work == Work.HOLDS_COPY && program.inRestorer) {
      program.exists = false;
      program.inRestorer = false;
    }
    program.traced = false;
    end(WaitStatus.exited(1));
  }

  private void end(WaitStatus how) {
    ended = true;
    if (keeper.hasEnded()) {
      return;
    }
    if (work == Work.HOLDS_COPY || work == Work.LET_COPY_GO) {
      keeper.endWorker(pid, how);
    } else {
      keeper.endOtherWorker(pid, how);
    }
  }

  @Override
  public boolean hasEnded() {
    return ended || keeper.hasEnded();
  }

  @Override
  public boolean awaitEnd(Duration limit) {
    return hasEnded();
  }

  @Override
  public void close() {
    life.requireAlive();
  }
}
