package io.ssi.pid.foreground;

import io.ssi.linux.syscall.Descriptor;
import io.ssi.pid.message.ResumeRequest.Position;
import io.ssi.pid.message.RunState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends what comes out of a pipe or a terminal, as far as there is room. What has come out and was
 * not taken is in its journal. Runs on one thread; the other methods may be called from any.
 */
final class OutputPump implements Runnable {
  /** Of what no process can add to any more, a pipe has less. */
  private static final int MOST_SECURED = 4 << 20;

  private final RunStream stream;
  private final OutputEnd end;
  private final OutputJournal journal;
  private final MessageSink sink;
  private final Allowance room;
  private volatile boolean discards;
  private volatile boolean wasRefused;
  private final Retained retained = new Retained();
  private final byte[] again;
  // Held while something is taken out of the pipe.
  private final ReentrantLock taking = new ReentrantLock();
  // Guarded by that lock: came out, and was not sent.
  private byte[] unsent;
  // The pump's own; to be looked at by others when it has ended.
  private long sent;

  /** Where messages go; blocks. */
  @FunctionalInterface
  interface MessageSink {
    void send(RunMessage message) throws IOException;
  }

  /**
   * Takes over the descriptor.
   *
   * @param from what was sent before
   * @param reached how far that has come; what has not is sent again
   * @param journal has what was sent and not taken, and what is to be sent first
   */
  OutputPump(
      RunEnds.Output end,
      MessageSink sink,
      RunState.Output from,
      Position reached,
      OutputJournal journal) {
    this.stream = end.stream();
    this.end = new OutputEnd(end);
    this.journal = journal;
    this.sink = sink;
    this.sent = from.sent();
    byte[] untaken = from.untaken();
    retained.sent(untaken);
    int taken = (int) (reached.taken() - from.taken());
    retained.taken(taken);
    journal.taken(taken);
    this.room = new Allowance(retained.size());
    int came = (int) (reached.received() - from.taken());
    this.again = Arrays.copyOfRange(untaken, came, untaken.length);
    this.unsent = from.unsent();
    if (from.isRefused()) {
      receiverGone();
    }
  }

  /** Whether what a receiver says to have got can have been sent. */
  static boolean isPossible(RunState.Output from, Position reached) {
    return reached.taken() >= from.taken() && reached.received() <= from.sent();
  }

  /** How far it has come; to be asked when it has ended. */
  RunState.Output state() {
    return new RunState.Output(retained.rest(), sent, unsent(), discards || wasRefused);
  }

  RunStream stream() {
    return stream;
  }

  /** The receiver has taken some. */
  void allow(int bytes) throws IOException {
    room.add(bytes);
    retained.taken(bytes);
    journal.taken(bytes);
  }

  /** Nobody takes any more: the program gets EPIPE; what comes out of a terminal is dropped. */
  void receiverGone() {
    taking.lock();
    try {
      if (end.isTerminal()) {
        discards = true;
        room.close();
      } else {
        stop();
        wasRefused = true;
        end.outer().close();
      }
      journal.clear();
    } finally {
      taking.unlock();
    }
  }

  /** The program has ended: what is there by now is sent, and nothing is waited for. */
  void drain() {
    end.drain();
  }

  /** Ends it, with bytes perhaps left in the pipe. */
  void stop() {
    end.stop();
    room.close();
  }

  /** Blocks, when it has ended, until the receiver has taken all, or nobody is to wait for that. */
  void awaitTaken() {
    var _ = room.awaitAll();
  }

  /** Ends that wait. */
  void giveUpWaiting() {
    room.close();
  }

  /**
   * No process has the other end any more, and nobody but this agent has this one: what is left
   * comes out, so that it does not end with this agent.
   */
  void secure() {
    taking.lock();
    try {
      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      while (!end.isStopped() && !discards && rest.size() < MOST_SECURED && end.isReadable()) {
        Optional<byte[]> bytes = takeOut(RunMessage.MOST_DATA);
        if (bytes.isEmpty()) {
          break;
        }
        rest.writeBytes(bytes.get());
      }
      byte[] before = unsent;
      unsent = Arrays.copyOf(before, before.length + rest.size());
      System.arraycopy(rest.toByteArray(), 0, unsent, before.length, rest.size());
    } finally {
      taking.unlock();
    }
  }

  /** What came out, and was not taken as far as is known; to be asked when it has ended. */
  byte[] rest() {
    return state().rest();
  }

  /** To be closed when it has ended, or to be read on. */
  Descriptor outer() {
    return end.outer();
  }

  @Override
  public void run() {
    try {
      sendAgain();
      while (!end.isStopped()) {
        int most = discards ? RunMessage.MOST_DATA : Math.min(room.await(), RunMessage.MOST_DATA);
        if (most == 0 && !discards) {
          return;
        }
        if (most > 0 && !pass(most)) {
          return;
        }
      }
    } catch (IOException e) {
      // Whoever receives from the link notices too, and decides what becomes of the program.
      stop();
    }
  }

  private void sendAgain() throws IOException {
    for (int at = 0; at < again.length && !end.isStopped() && !discards; ) {
      int to = Math.min(at + RunMessage.MOST_DATA, again.length);
      sink.send(new RunMessage.Data(stream, Arrays.copyOfRange(again, at, to)));
      at = to;
    }
  }

  /** False when nothing more can come, or is to. */
  private boolean pass(int most) throws IOException {
    // Asked once more: meanwhile it may have been secured.
    if (unsent().length == 0 && !end.awaitReadable() && unsent().length == 0) {
      return false;
    }
    Optional<byte[]> bytes = take(most);
    if (bytes.isPresent() && bytes.get().length > 0 && !discards) {
      send(bytes.get());
    }
    return bytes.isPresent();
  }

  private byte[] unsent() {
    taking.lock();
    try {
      return unsent;
    } finally {
      taking.unlock();
    }
  }

  private Optional<byte[]> take(int most) {
    taking.lock();
    try {
      if (unsent.length == 0) {
        return takeOut(most);
      }
      byte[] first = Arrays.copyOf(unsent, Math.min(most, unsent.length));
      unsent = Arrays.copyOfRange(unsent, first.length, unsent.length);
      return Optional.of(first);
    } finally {
      taking.unlock();
    }
  }

  private Optional<byte[]> takeOut(int most) {
    if (discards) {
      return end.take(outer -> OutputJournal.read(outer, most));
    }
    return end.take(
        outer -> end.isTerminal() ? journal.takeTerminal(outer, most) : journal.take(outer, most));
  }

  private void send(byte[] bytes) throws IOException {
    room.take(bytes.length);
    retained.sent(bytes);
    sent += bytes.length;
    sink.send(new RunMessage.Data(stream, bytes));
  }
}
