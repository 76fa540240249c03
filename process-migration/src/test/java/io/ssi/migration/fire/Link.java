package io.ssi.migration.fire;

import io.ssi.membership.NodeId;
import io.ssi.membership.stream.BulkStream;
import io.ssi.membership.stream.BulkStreams;
import io.ssi.membership.stream.StreamException;
import io.ssi.migration.wire.MoveStreams;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What joins source and target. Each end has a thread, and one of the two runs at a time: the
 * target's when the source waits for it, or sooner if the world says so.
 */
final class Link implements BulkStreams {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final World world;
  private final Life source;
  private final Life target;
  private final Map<String, Consumer<BulkStream>> acceptors = new HashMap<>();
  private final Deque<Integer> toTarget = new ArrayDeque<>();
  private final Deque<Integer> toSource = new ArrayDeque<>();
  private final PageStreams pages = new PageStreams();
  private @Nullable Thread conversation;
  private boolean targetsTurn;
  private boolean over;
  private boolean broken;
  private boolean stalled;
  private boolean alters;

  Link(World world, Life source, Life target) {
    this.world = world;
    this.source = source;
    this.target = target;
  }

  @Override
  public void accept(String purpose, Consumer<BulkStream> acceptor) {
    acceptors.put(purpose, acceptor);
  }

  @Override
  public BulkStream open(NodeId to, String purpose, Duration timeout) {
    source.effect("opens the stream for " + purpose);
    Consumer<BulkStream> acceptor = acceptors.get(purpose);
    if (acceptor == null || !carries()) {
      throw new StreamException("cannot reach node " + to);
    }
    if (purpose.equals(MoveStreams.PAGES)) {
      return pages.open(acceptor, target);
    }
    conversation = target.thread(() -> converse(acceptor));
    return end(source, toTarget, toSource, true);
  }

  private void converse(Consumer<BulkStream> acceptor) {
    try {
      awaitTurn();
      acceptor.accept(end(target, toSource, toTarget, false));
    } finally {
      synchronized (this) {
        over = true;
        targetsTurn = false;
        notifyAll();
      }
    }
  }

  /** Whether what one side says reaches the other. */
  synchronized boolean carries() {
    return !broken && !stalled;
  }

  /** The connection breaks, and what was under way with it. */
  synchronized void cut() {
    broken = true;
    toTarget.clear();
    toSource.clear();
    pages.close();
    notifyAll();
  }

  /** Nothing comes through any more, and nobody is told. */
  synchronized void stall() {
    stalled = true;
    toTarget.clear();
    toSource.clear();
  }

  /** What comes next of a file is not what was sent. */
  synchronized void alter() {
    alters = true;
  }

  /** The target's thread cannot go on for now; the source's does. */
  synchronized void park() {
    if (Thread.currentThread().equals(conversation)) {
      targetsTurn = false;
      notifyAll();
    }
  }

  /** The target notices all that has happened, and comes to its end. */
  void finish() {
    cut();
    handOver();
    awaitPages();
  }

  void awaitPages() {
    pages.await();
  }

  private synchronized void handOver() {
    Thread thread = conversation;
    if (thread == null || over) {
      return;
    }
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
    targetsTurn = true;
    notifyAll();
    await(() -> !targetsTurn || over, thread);
  }

  private synchronized void awaitTurn() {
    await(() -> targetsTurn, Thread.currentThread());
  }

  private synchronized void await(BooleanSupplier condition, Thread whose) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
          throw new AssertionError("nobody goes on: " + List.of(whose.getStackTrace()));
        }
        wait(millis);
      }
    } catch (InterruptedException e) {
      target.requireAlive();
      throw new AssertionError("interrupted", e);
    }
  }

  private BulkStream end(Life whose, Deque<Integer> out, Deque<Integer> in, boolean isSource) {
    return new LinkEnd(
        new NodeId(isSource ? 2 : 1),
        new InputStream() {
          @Override
          public int read() throws IOException {
            if (isEmpty(in)) {
              whose.effect("listens");
            }
            return isSource ? hear(in) : hearAtTarget(in);
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            bytes[offset] = (byte) read();
            return 1;
          }
        },
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            whose.effect("says something");
            say(out, bytes.clone(), offset, length);
          }

          @Override
          public void flush() {
            whose.requireAlive();
            if (isSource && world.isEager()) {
              handOver();
            }
          }
        },
        () -> {
          if (isSource && !whose.isDead()) {
            finish();
          }
        });
  }

  private synchronized boolean isEmpty(Deque<Integer> in) {
    return in.isEmpty();
  }

  private synchronized void say(Deque<Integer> out, byte[] bytes, int offset, int length)
      throws IOException {
    if (broken) {
      throw new IOException("broken pipe");
    }
    if (alters && FakeImage.alter(bytes, offset, length)) {
      alters = false;
    }
    for (int i = 0; i < length && !stalled; i++) {
      out.add(bytes[offset + i] & 0xff);
    }
  }

  private int hear(Deque<Integer> in) throws IOException {
    while (true) {
      synchronized (this) {
        if (!in.isEmpty()) {
          return in.removeFirst();
        }
        if (over || (!carries() && !world.isEager())) {
          throw new EOFException("the other side broke off");
        }
      }
      handOver();
      source.requireAlive();
      synchronized (this) {
        if (in.isEmpty() && !carries()) {
          throw new EOFException("the other side broke off");
        }
      }
    }
  }

  private int hearAtTarget(Deque<Integer> in) throws IOException {
    if (isEmpty(in)) {
      pages.settleDown();
    }
    while (true) {
      synchronized (this) {
        if (!in.isEmpty()) {
          return in.removeFirst();
        }
        if (!carries()) {
          throw new EOFException("the other side broke off");
        }
        targetsTurn = false;
        notifyAll();
      }
      awaitTurn();
      target.requireAlive();
    }
  }
}
