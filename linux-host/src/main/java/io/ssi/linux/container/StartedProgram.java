package io.ssi.linux.container;

import io.ssi.linux.InsidePid;
import io.ssi.linux.syscall.Descriptor;
import java.util.Map;

/**
 * A program that a keeper has started.
 *
 * @param reaper the root of the tree that CRIU dumps
 * @param program the program itself
 * @param streams outer ends of its pipes, or its terminal's master; owned by the receiver, the
 *     keeper has its own copies
 */
public record StartedProgram(
    InsidePid reaper, InsidePid program, Map<StreamName, Descriptor> streams)
    implements AutoCloseable {

  /** Copies the map. */
  public StartedProgram {
    streams = Map.copyOf(streams);
  }

  /** Closes the streams here; the program does not notice. */
  @Override
  public void close() {
    streams.values().forEach(Descriptor::close);
  }
}
