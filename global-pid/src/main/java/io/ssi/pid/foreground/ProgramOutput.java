package io.ssi.pid.foreground;

import io.ssi.pid.message.RunState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Where the output of one program is kept while its caller has not taken it, and then. */
final class ProgramOutput {
  private final Path log;
  private final OutputJournal output;
  private final OutputJournal errors;
  private final ReentrantLock turn = new ReentrantLock();

  /** With a log that is there, and two journals that are empty. */
  ProgramOutput(Path log, OutputJournal output, OutputJournal errors) {
    this.log = log;
    this.output = output;
    this.errors = errors;
  }

  OutputJournal journal(RunStream stream) {
    return stream == RunStream.ERRORS ? errors : output;
  }

  /** What has left the streams elsewhere, and was not taken, is in the journals from now on. */
  void keep(RunState state) {
    output.add(RunStream.OUTPUT.in(state).rest());
    errors.add(RunStream.ERRORS.in(state).rest());
  }

  /** What takes all streams into the log; first, also of others, what was not taken. */
  List<LogDrain> drains(List<RunEnds.Output> ends, RunState state) {
    List<LogDrain> drains = new ArrayList<>();
    Set<RunStream> others = EnumSet.of(RunStream.OUTPUT, RunStream.ERRORS);
    for (RunEnds.Output end : ends) {
      drains.add(drain(end, end.stream().in(state).rest()));
      others.remove(end.stream());
    }
    others.forEach(stream -> settle(stream, stream.in(state).rest()));
    return drains;
  }

  /** What takes a stream into the log; first what its journal has. */
  LogDrain drain(RunEnds.Output end, byte[] first) {
    return new LogDrain(new LogAppender(log, turn), journal(end.stream()), first, end);
  }

  /** Of a stream from which nothing more is taken, what its journal has goes to the log. */
  void settle(RunStream stream, byte[] rest) {
    try (LogAppender appender = new LogAppender(log, turn)) {
      appender.settle(journal(stream), rest);
    }
  }

  /** Nobody here needs any more what the journals have. */
  void clear() {
    output.clear();
    errors.clear();
  }
}
