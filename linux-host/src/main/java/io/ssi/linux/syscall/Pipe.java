package io.ssi.linux.syscall;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Both ends of a pipe(7); close each when it has been given away.
 *
 * @param reader gets what is written to the other; at its end when all writers are closed
 * @param writer takes bytes while somebody can read
 */
public record Pipe(Descriptor reader, Descriptor writer) implements AutoCloseable {

  /** A new pipe; both ends close-on-exec and blocking for whoever inherits them. */
  public static Pipe open() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(8, 4);
      Libc.PIPE2.require("new pipe", ends, Libc.O_CLOEXEC);
      return new Pipe(
          Descriptor.adopt(ends.get(JAVA_INT, 0), "reading end of a pipe"),
          Descriptor.adopt(ends.get(JAVA_INT, 4), "writing end of a pipe"));
    }
  }

  @Override
  public void close() {
    reader.close();
    writer.close();
  }
}
