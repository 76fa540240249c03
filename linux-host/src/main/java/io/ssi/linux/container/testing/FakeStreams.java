package io.ssi.linux.container.testing;

import io.ssi.linux.container.ProgramStreams;
import io.ssi.linux.container.StreamName;
import io.ssi.linux.container.StreamSpec;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.Pipe;
import io.ssi.linux.syscall.SocketType;
import io.ssi.linux.syscall.UnixSocket;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Both ends of a fake program's streams; guarded by its keeper. */
final class FakeStreams {
  private final Map<StreamName, Descriptor> outer = new EnumMap<>(StreamName.class);
  private final Map<StreamName, Descriptor> inner = new EnumMap<>(StreamName.class);

  void open(ProgramStreams streams) {
    close();
    openOne(StreamName.STDIN, streams.stdin());
    openOne(StreamName.STDOUT, streams.stdout());
    openOne(StreamName.STDERR, streams.stderr());
  }

  Set<StreamName> names() {
    return outer.keySet();
  }

  Map<StreamName, Descriptor> copies() {
    Map<StreamName, Descriptor> copies = new EnumMap<>(StreamName.class);
    outer.forEach((name, descriptor) -> copies.put(name, descriptor.duplicate()));
    return copies;
  }

  void adopt(StreamName name, Descriptor end) {
    put(outer, name, end.duplicate());
  }

  boolean closeOuter(StreamName name) {
    Descriptor removed = outer.remove(name);
    if (removed == null) {
      return false;
    }
    removed.close();
    return true;
  }

  Optional<Descriptor> inner(StreamName name) {
    return Optional.ofNullable(inner.get(name));
  }

  /** What the end of a program does: its own ends go. */
  void closeInner() {
    inner.values().forEach(Descriptor::close);
    inner.clear();
  }

  void close() {
    closeInner();
    outer.values().forEach(Descriptor::close);
    outer.clear();
  }

  private void openOne(StreamName name, StreamSpec spec) {
    switch (spec) {
      case StreamSpec.OfPipe() -> {
        Pipe pipe = Pipe.open();
        boolean input = name == StreamName.STDIN;
        put(outer, name, input ? pipe.writer() : pipe.reader());
        put(inner, name, input ? pipe.reader() : pipe.writer());
      }
      case StreamSpec.OfTerminal() -> {
        if (!outer.containsKey(StreamName.PTY)) {
          UnixSocket.Pair pair = UnixSocket.pair(SocketType.STREAM);
          put(outer, StreamName.PTY, pair.first().descriptor());
          put(inner, StreamName.PTY, pair.second().descriptor());
        }
      }
      case StreamSpec.Nothing nothing -> {}
      case StreamSpec.OfFile file -> {}
    }
  }

  private static void put(Map<StreamName, Descriptor> ends, StreamName name, Descriptor end) {
    Descriptor old = ends.put(name, end);
    if (old != null) {
      old.close();
    }
  }
}
