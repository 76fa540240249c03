package io.ssi.pid.foreground;

import io.ssi.linux.container.StreamName;
import io.ssi.linux.syscall.Descriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The far ends of a program's streams, sorted by what is done with them.
 *
 * @param input where it reads from; empty when that has ended
 * @param outputs where it writes to
 * @param terminal whether input and output are its terminal
 */
record RunEnds(Optional<Descriptor> input, List<Output> outputs, boolean terminal) {

  /**
   * One of those that it writes to.
   *
   * @param stream what comes out of it is told as
   * @param outer the far end
   * @param terminal whether it is the terminal
   */
  record Output(RunStream stream, Descriptor outer, boolean terminal) {}

  /** Takes over the descriptors. */
  static RunEnds of(Map<StreamName, Descriptor> streams) {
    Optional<Descriptor> master = Optional.ofNullable(streams.get(StreamName.PTY));
    boolean terminal = master.isPresent();
    List<Output> outputs = new ArrayList<>();
    master
        .or(() -> Optional.ofNullable(streams.get(StreamName.STDOUT)))
        .ifPresent(out -> outputs.add(new Output(RunStream.OUTPUT, out, terminal)));
    Optional.ofNullable(streams.get(StreamName.STDERR))
        .ifPresent(err -> outputs.add(new Output(RunStream.ERRORS, err, false)));
    return new RunEnds(
        master
            .map(Descriptor::duplicate)
            .or(() -> Optional.ofNullable(streams.get(StreamName.STDIN))),
        outputs,
        terminal);
  }
}
