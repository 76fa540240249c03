package io.ssi.membership.testing;

import io.ssi.membership.NodeId;
import io.ssi.membership.stream.BulkStream;
import io.ssi.membership.stream.BulkStreams;
import io.ssi.membership.stream.StreamException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The streams of one node of an {@link InMemoryNetwork}, over pipes of 64 KiB. */
public final class InMemoryBulkStreams implements BulkStreams {
  private final NodeId local;
  private final InMemoryNetwork network;
  private final Map<String, Consumer<BulkStream>> acceptors = new ConcurrentHashMap<>();
  private final Set<PipeStream> open = ConcurrentHashMap.newKeySet();

  InMemoryBulkStreams(NodeId local, InMemoryNetwork network) {
    this.local = local;
    this.network = network;
  }

  @Override
  public BulkStream open(NodeId to, String purpose, Duration timeout) {
    InMemoryBulkStreams target = network.streamsOf(to);
    if (target == null || !network.isMember(to) || !network.firewall().linked(local, to)) {
      throw new StreamException(
          "Cannot open a " + purpose + " stream to node " + to + ": it cannot be reached");
    }
    Consumer<BulkStream> acceptor = target.acceptors.get(purpose);
    if (acceptor == null) {
      throw new StreamException(
          "Cannot open a " + purpose + " stream to node " + to + ": it has no such acceptor");
    }
    BytePipe there = new BytePipe();
    BytePipe back = new BytePipe();
    PipeStream near = new PipeStream(to, back, there);
    PipeStream far = new PipeStream(local, there, back);
    open.add(near);
    target.open.add(far);
    Thread.ofVirtual()
        .name("ssi-stream-" + purpose)
        .start(() -> {
          try (far) {
            acceptor.accept(far);
          } finally {
            target.open.remove(far);
          }
        });
    return near;
  }

  @Override
  public void accept(String purpose, Consumer<BulkStream> acceptor) {
    if (acceptors.putIfAbsent(purpose, acceptor) != null) {
      throw new IllegalStateException("There is an acceptor for " + purpose + " already");
    }
  }

  /** The agent is gone: all its streams break. */
  void breakAll() {
    open.forEach(PipeStream::close);
    open.clear();
  }

  private record PipeStream(NodeId peer, BytePipe in, BytePipe out) implements BulkStream {
    @Override
    public InputStream input() {
      return in.input();
    }

    @Override
    public OutputStream output() {
      return out.output();
    }

    @Override
    public void close() {
      in.breakOff();
      out.breakOff();
    }
  }
}
