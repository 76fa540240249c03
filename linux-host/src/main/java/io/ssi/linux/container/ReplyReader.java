package io.ssi.linux.container;

import io.ssi.linux.InsidePid;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.syscall.Descriptor;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the keeper's frames into records; whatever does not fit is an error. */
final class ReplyReader {
  private ReplyReader() {}

  static KeeperState state(KeeperFrame frame) {
    String protocol = frame.text("protocol");
    if (!protocol.equals("1")) {
      throw new KeeperProtocolException("protocol " + protocol + ", this agent speaks 1");
    }
    Set<StreamName> streams = EnumSet.noneOf(StreamName.class);
    frame.all("stream").forEach(word -> streams.add(stream(word)));
    return new KeeperState(
        frame.number("container"),
        ContainerPhase.ofWord(frame.text("state")).orElseThrow(() -> bad("state", frame)),
        pid(frame.number("reaper")),
        pid(frame.number("program")),
        frame.find("status").map(digits -> status(KeeperFrame.number("status", digits))),
        frame.number("pid_max"),
        yes("pid_max_per_namespace", frame),
        frame.number("cursor"),
        freezer(frame),
        streams);
  }

  static KeeperEvent event(KeeperFrame frame) {
    return switch (frame.text("kind")) {
      case "exit" ->
          new KeeperEvent.ChildEnded(
              ChildRole.ofWord(frame.text("role")).orElseThrow(() -> bad("role", frame)),
              new InsidePid(frame.number("pid")),
              status(frame.number("status")));
      case "empty" -> new KeeperEvent.Emptied();
      default -> throw bad("kind", frame);
    };
  }

  static Map<StreamName, Descriptor> streams(KeeperReply reply) {
    List<String> names = reply.frame().all("fd");
    if (names.size() != reply.descriptors().size()) {
      throw new KeeperProtocolException(
          reply.descriptors().size() + " descriptors with the names " + names);
    }
    Map<StreamName, Descriptor> streams = new EnumMap<>(StreamName.class);
    for (int i = 0; i < names.size(); i++) {
      streams.put(stream(names.get(i)), reply.descriptors().get(i));
    }
    return streams;
  }

  static InsidePid pid(KeeperFrame frame, String key) {
    return pid(frame.number(key)).orElseThrow(() -> bad(key, frame));
  }

  /** ROLE:PID:STATE:STATUS. */
  static ContainerChild child(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 4 || !List.of("running", "ended").contains(parts[2])) {
      throw new KeeperProtocolException("child=" + text);
    }
    return new ContainerChild(
        ChildRole.ofWord(parts[0]).orElseThrow(() -> new KeeperProtocolException("child=" + text)),
        new InsidePid(KeeperFrame.number("pid", parts[1])),
        parts[2].equals("ended"),
        parts[3].equals("-")
            ? Optional.empty()
            : Optional.of(status(KeeperFrame.number("status", parts[3]))));
  }

  private static FreezerState freezer(KeeperFrame frame) {
    return switch (frame.text("frozen")) {
      case "none" -> FreezerState.ABSENT;
      case "no" -> FreezerState.THAWED;
      case "yes" -> FreezerState.FROZEN;
      default -> throw bad("frozen", frame);
    };
  }

  private static boolean yes(String key, KeeperFrame frame) {
    return switch (frame.text(key)) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw bad(key, frame);
    };
  }

  private static StreamName stream(String word) {
    return StreamName.ofWord(word)
        .orElseThrow(() -> new KeeperProtocolException("the stream " + word));
  }

  private static Optional<InsidePid> pid(int number) {
    return number == 0 ? Optional.empty() : Optional.of(new InsidePid(number));
  }

  private static WaitStatus status(int raw) {
    try {
      return new WaitStatus(raw);
    } catch (IllegalArgumentException e) {
      throw new KeeperProtocolException("status " + raw);
    }
  }

  private static KeeperProtocolException bad(String key, KeeperFrame frame) {
    return new KeeperProtocolException(key + " in " + frame);
  }
}
