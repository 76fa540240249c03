package io.ssi.migration.target;

import io.ssi.linux.LinuxException;
import io.ssi.linux.container.StreamName;
import io.ssi.linux.criu.HeldRestore;
import io.ssi.linux.criu.InheritedFile;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.Pipe;
import io.ssi.linux.syscall.PipeEnd;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.container.MovingContainer;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.MovedStreams;
import io.ssi.migration.image.MovedStreams.MovedPipe;
import io.ssi.migration.wire.StreamsFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * New pipes for a program in the foreground that comes here: with the same in them as the old ones
 * had, so that it does not notice. Used by one thread at a time.
 */
final class ArrivingStreams implements AutoCloseable {
  private final Map<StreamName, Pipe> pipes = new EnumMap<>(StreamName.class);

  /** Makes a pipe for each of these. */
  ArrivingStreams(Collection<StreamName> names) {
    names.stream()
        .filter(name -> name != StreamName.PTY)
        .forEach(name -> pipes.put(name, Pipe.open()));
  }

  /** What an image has of them; empty for a program that was not in the foreground. */
  static Optional<MovedStreams> read(ImageDirectory image) {
    Path file = image.file(MovedStreams.FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(StreamsFormat.decode(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new MoveFailedException(
          Outcome.ROLLED_BACK, "cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The ends that the program gets, for the worker of CRIU that restores it. */
  List<Descriptor> inner() {
    List<Descriptor> ends = new ArrayList<>();
    pipes.forEach(
        (name, pipe) -> ends.add(name == StreamName.STDIN ? pipe.reader() : pipe.writer()));
    return ends;
  }

  /**
   * Puts into the pipes what was in the old ones, and gives the far ends to the keeper.
   *
   * @return by which the restore knows the inner ends
   */
  List<InheritedFile> fill(MovedStreams moved, MovingContainer container) {
    List<InheritedFile> inherited = new ArrayList<>();
    for (MovedPipe old : moved.pipes()) {
      Pipe pipe = pipes.get(old.stream());
      if (pipe == null) {
        throw new MoveFailedException(
            Outcome.ROLLED_BACK, "no pipe was made ready for its " + old.stream());
      }
      fill(pipe, old);
      boolean isInput = old.stream() == StreamName.STDIN;
      container.adoptStream(old.stream(), isInput ? pipe.writer() : pipe.reader());
      inherited.add(InheritedFile.pipe(old.inode(), isInput ? pipe.reader() : pipe.writer()));
    }
    return inherited;
  }

  private static void fill(Pipe pipe, MovedPipe old) {
    try {
      if (PipeEnd.capacity(pipe.writer()) < old.capacity()) {
        PipeEnd.capacity(pipe.writer(), old.capacity());
      }
    } catch (LinuxException e) {
      throw new MoveFailedException(
          Outcome.ROLLED_BACK,
          "cannot make a pipe of " + old.capacity() + " bytes: " + e.getMessage(),
          e);
    }
    // Whole pages, as many as the old one had at most: never waits.
    pipe.writer().write(old.content());
  }

  /** Gives the keeper the master of the terminal that CRIU has made, if the program has it yet. */
  static void adoptTerminal(HeldRestore held, MovingContainer container) {
    held.takeTerminal()
        .ifPresent(master -> {
          try (master) {
            master.setNonBlocking();
            container.adoptStream(StreamName.PTY, master);
          }
        });
  }

  /** Closes all ends here; the program and the keeper have theirs. Idempotent. */
  @Override
  public void close() {
    pipes.values().forEach(Pipe::close);
  }
}
