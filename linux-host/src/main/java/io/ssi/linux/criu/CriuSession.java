package io.ssi.linux.criu;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ssi.linux.criu.wire.CriuRpcProto.Answer;
import io.ssi.linux.criu.wire.CriuRpcProto.Call;
import io.ssi.linux.criu.wire.CriuRpcProto.CallType;
import io.ssi.linux.syscall.Descriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One operation of one worker: sends, waits with a limit, and turns what goes wrong into errors.
 * Belongs to one thread.
 */
final class CriuSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CriuSession.class);
  private static final String BEFORE_RESTORE = "pre-restore";
  static final String TERMINAL_NOTIFICATION = "orphan-pts-master";

  private final CriuWorker worker;
  private final String operation;
  private final Optional<Path> log;
  private final Duration endLimit;
  private final List<Descriptor> received = new ArrayList<>();
  private boolean closed;

  /** The operation begins its messages: "Dump of process 2 into /x". */
  CriuSession(CriuWorker worker, String operation, Optional<Path> log, Duration endLimit) {
    this.worker = worker;
    this.operation = operation;
    this.log = log;
    this.endLimit = endLimit;
  }

  void send(Call call) {
    worker.send(call.toByteArray());
  }

  /**
   * Waits for the next answer of whatever type.
   *
   * @param ifLost what is left behind when the worker ends, by itself or by us
   */
  Answer receive(Deadline deadline, CriuOutcome ifLost) {
    return switch (worker.receive(deadline.remaining())) {
      case Reception.Message message -> parse(message, ifLost);
      case Reception.EndOfStream() -> throw lost(ifLost);
      case Reception.TimedOut() -> throw timedOut(deadline.limit(), ifLost);
    };
  }

  /** Lets all notifications pass up to the given one, which is not answered. */
  Answer receiveNotification(String script, Deadline deadline, CriuOutcome ifLost) {
    while (true) {
      Answer answer = receive(deadline, ifLost);
      if (answer.getType() != CallType.CALL_NOTIFY) {
        if (answer.getSuccess()) {
          throw surprising("ended without the notification " + script, ifLost);
        }
        throw failed(answer, CriuOutcome.UNDONE);
      }
      if (answer.getNotification().getScript().equals(script)) {
        return answer;
      }
      if (answer.getNotification().getScript().equals(BEFORE_RESTORE)) {
        worker.restores();
      }
      send(Calls.notified(true));
    }
  }

  /** Lets all notifications pass up to the response, whatever it says. */
  Answer receiveResponse(CallType type, Deadline deadline, CriuOutcome ifLost) {
    while (true) {
      Answer answer = receive(deadline, ifLost);
      if (answer.getType() == type) {
        return answer;
      }
      if (answer.getType() != CallType.CALL_NOTIFY) {
        throw surprising("answered " + answer.getType(), ifLost);
      }
      send(Calls.notified(true));
    }
  }

  /** A response that says yes; one that says no is an error with the given outcome. */
  Answer requireSuccess(Answer answer, CriuOutcome outcome) {
    if (!answer.getSuccess()) {
      throw failed(answer, outcome);
    }
    return answer;
  }

  /** The descriptor that came with a notification, for the caller to own. */
  Optional<Descriptor> takeReceived() {
    return received.isEmpty() ? Optional.empty() : Optional.of(received.removeFirst());
  }

  boolean workerRuns() {
    return !worker.hasEnded();
  }

  CriuFailedException surprising(String what, CriuOutcome outcome) {
    worker.kill();
    return new CriuFailedException(
        operation + " failed: CRIU " + what + ", which this driver does not understand",
        outcome,
        problems());
  }

  /** Closes the connection and waits for the worker's end, which is enforced. Idempotent. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    received.forEach(Descriptor::close);
    try (worker) {
      worker.disconnect();
      if (!worker.awaitEnd(endLimit)) {
        worker.kill();
        worker.awaitEnd(endLimit);
      }
    }
  }

  private Answer parse(Reception.Message message, CriuOutcome ifLost) {
    received.addAll(message.descriptors());
    Answer answer;
    try {
      answer = Answer.parseFrom(message.bytes());
    } catch (InvalidProtocolBufferException e) {
      worker.kill();
      throw new CriuFailedException(
          operation + " failed: what CRIU said cannot be read: " + e.getMessage(), ifLost, e);
    }
    if (!answer.hasType() || !answer.hasSuccess()) {
      throw surprising("sent a message without type or verdict", ifLost);
    }
    return answer;
  }

  private CriuFailedException failed(Answer answer, CriuOutcome outcome) {
    List<CriuProblem> problems = problems();
    String reason = problems.isEmpty() ? unexplained(answer) : describe(problems);
    return new CriuFailedException(operation + " failed: " + reason, outcome, problems);
  }

  private CriuException lost(CriuOutcome outcome) {
    List<CriuProblem> problems = problems();
    String reason = problems.isEmpty() ? "" : ": " + describe(problems);
    String message = operation + ": CRIU ended without an answer" + reason;
    return switch (outcome) {
      case UNDONE -> new CriuFailedException(message, outcome, problems);
      case UNKNOWN -> new CriuOutcomeUnknownException(message, problems);
    };
  }

  private CriuTimeoutException timedOut(Duration limit, CriuOutcome outcome) {
    worker.kill();
    List<CriuProblem> problems = problems();
    String reason = problems.isEmpty() ? "" : ": " + describe(problems);
    return new CriuTimeoutException(
        operation + ": CRIU did not answer within " + seconds(limit) + " and was ended" + reason,
        outcome,
        problems);
  }

  private List<CriuProblem> problems() {
    try {
      List<CriuProblem> found = log.map(file -> CriuLog.read(file).problems()).orElse(List.of());
      // The log goes with the image that was not made, and the error tells the first of them only.
      LOG.warn("{}: {}", operation, found);
      return found;
    } catch (UncheckedIOException e) {
      // The operation's own error matters more than that its log cannot be read.
      return List.of(KnownProblems.unknown("log unreadable: " + e.getMessage()));
    }
  }

  private static String unexplained(Answer answer) {
    return "CRIU gave no reason"
        + (answer.hasErrorNumber() ? " (error number " + answer.getErrorNumber() + ")" : "");
  }

  private static String describe(List<CriuProblem> problems) {
    CriuProblem first = problems.getFirst();
    String more = problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : "";
    return first.message() + more + "; " + first.advice();
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }

  /** Removes an earlier log. */
  static void discardLog(String operation, Path log) {
    try {
      CriuLog.discard(log);
    } catch (IOException e) {
      throw new CriuFailedException(
          operation + " failed: the old log " + log + " cannot be removed: " + e.getMessage(),
          CriuOutcome.UNDONE,
          e);
    }
  }
}
