package io.ssi.pid.foreground;

import io.ssi.pid.ApplicationId;
import io.ssi.pid.message.ResumeReply;
import io.ssi.pid.message.ResumeRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the agent of a caller must know to go on with a run over another link, with every byte and
 * every signal once. Keeps the input that the program's node has not taken, {@link
 * RunMessage#WINDOW} at most. Thread-safe.
 */
final class CallerLedger {
  /** Nobody presses keys so fast; the first ones are forgotten. */
  private static final int MOST_SIGNALS = 1024;

  /** How far a stream of the program has come. */
  private static final class Progress {
    private long received;
    private long taken;
    private long told;

    /** Tells the node that the program is on now. */
    ResumeRequest.Position position() {
      told = taken;
      return new ResumeRequest.Position(received, taken);
    }

    /** For how much room was given since that was told. */
    int room() {
      return (int) (taken - told);
    }
  }

  // All guarded by this.
  private final Progress output = new Progress();
  private final Progress errors = new Progress();
  private final Set<RunStream> closedHere = EnumSet.noneOf(RunStream.class);
  private final Set<RunStream> overThere = EnumSet.noneOf(RunStream.class);
  private final Retained input = new Retained();
  private final Deque<Integer> signals = new ArrayDeque<>();
  private Optional<RunMessage> size = Optional.empty();
  private Optional<RunMessage> farewell = Optional.empty();
  private long sent;
  private long granted;
  private boolean ended;
  private int signalsForgotten;

  /** The caller says something. */
  synchronized void said(RunMessage message) {
    switch (message) {
      case RunMessage.Data(RunStream stream, byte[] bytes) -> {
        sent += bytes.length;
        if (!overThere.contains(stream)) {
          input.sent(bytes);
        }
      }
      case RunMessage.End _ -> ended = true;
      case RunMessage.Closed(RunStream stream) -> closedHere.add(stream);
      case RunMessage.Room(RunStream stream, int bytes) -> progress(stream).taken += bytes;
      case RunMessage.Signalled(int number) -> {
        signals.add(number);
        if (signals.size() > MOST_SIGNALS) {
          signals.remove();
          signalsForgotten++;
        }
      }
      case RunMessage.Resized resized -> size = Optional.of(resized);
      case RunMessage.Detached _, RunMessage.CallerGone _ -> farewell = Optional.of(message);
      case RunMessage.Ended _, RunMessage.Lost _ ->
          throw new IllegalArgumentException("Callers do not say " + message);
    }
  }

  /** The program's node says something; false if the caller knows it from before. */
  synchronized boolean heard(RunMessage message) {
    switch (message) {
      case RunMessage.Data(RunStream stream, byte[] bytes) ->
          progress(stream).received += bytes.length;
      case RunMessage.Room(RunStream _, int bytes) -> {
        granted += bytes;
        input.taken(bytes);
      }
      case RunMessage.End(RunStream stream) -> {
        return overThere.add(stream);
      }
      case RunMessage.Closed(RunStream stream) -> {
        input.taken(input.size());
        return overThere.add(stream);
      }
      default -> {}
    }
    return true;
  }

  private Progress progress(RunStream stream) {
    return stream == RunStream.ERRORS ? errors : output;
  }

  /** What the node that the program is on now is asked. */
  synchronized ResumeRequest request(ApplicationId application, String token) {
    return new ResumeRequest(application, token, output.position(), errors.position());
  }

  /** What that node is told next, before anything else. */
  synchronized List<RunMessage> again(ResumeReply.Resumed reply) {
    List<RunMessage> messages = new ArrayList<>();
    for (RunStream stream : List.of(RunStream.OUTPUT, RunStream.ERRORS)) {
      int room = progress(stream).room();
      if (room > 0) {
        messages.add(new RunMessage.Room(stream, room));
      }
    }
    if (!overThere.contains(RunStream.INPUT)) {
      byte[] rest = input.rest();
      int at = (int) (reply.received() - (sent - rest.length));
      for (; at < rest.length; at += RunMessage.MOST_DATA) {
        int end = Math.min(at + RunMessage.MOST_DATA, rest.length);
        messages.add(new RunMessage.Data(RunStream.INPUT, Arrays.copyOfRange(rest, at, end)));
      }
      if (ended) {
        messages.add(new RunMessage.End(RunStream.INPUT));
      }
    }
    closedHere.forEach(stream -> messages.add(new RunMessage.Closed(stream)));
    size.ifPresent(messages::add);
    signals.stream()
        .skip(Math.max(0, reply.signals() - signalsForgotten))
        .forEach(number -> messages.add(new RunMessage.Signalled(number)));
    farewell.ifPresent(messages::add);
    return messages;
  }

  /** Room that was given over the link before, and of which the caller was not told. */
  synchronized Optional<RunMessage> missedRoom(ResumeReply.Resumed reply) {
    int missed = (int) (reply.granted() - granted);
    return missed > 0
        ? Optional.of(new RunMessage.Room(RunStream.INPUT, missed))
        : Optional.empty();
  }
}
