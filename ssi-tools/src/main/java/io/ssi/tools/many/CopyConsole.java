package io.ssi.tools.many;

import io.ssi.pid.foreground.RunMessage;
import io.ssi.pid.foreground.RunStream;
import io.ssi.tools.service.Console;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** What one copy takes for the command. */
final class CopyConsole implements Console {
  private final CopyOutput output;
  private final InputFan fan;
  private final CopySenders senders;
  private final ThreadFactory threads;
  // Set and used by the thread that runs the copy.
  private Optional<CopySender> sender = Optional.empty();

  CopyConsole(CopyOutput output, InputFan fan, CopySenders senders, ThreadFactory threads) {
    this.output = output;
    this.fan = fan;
    this.senders = senders;
    this.threads = threads;
  }

  @Override
  public void attach(Listener listener, boolean terminal) {
    CopySender added = new CopySender(listener, fan);
    sender = Optional.of(added);
    senders.add(added);
    threads.newThread(added).start();
  }

  @Override
  public void showScreen(Listener listener, byte[] farewell) {
    throw new IllegalStateException("A copy has no screen");
  }

  @Override
  public void send(RunMessage message) {
    CopySender copy = sender.orElseThrow();
    switch (message) {
      case RunMessage.Data(RunStream stream, byte[] bytes) ->
          output.take(stream, bytes, () -> copy.tell(new RunMessage.Room(stream, bytes.length)));
      case RunMessage.Room(_, int bytes) -> copy.allow(bytes);
      case RunMessage.Closed(_) -> copy.readsNoMore();
      case RunMessage.End(_) -> {
        // The end of the copy follows, and its last lines with it.
      }
      case RunMessage.Signalled _,
          RunMessage.Resized _,
          RunMessage.Detached _,
          RunMessage.CallerGone _,
          RunMessage.Ended _,
          RunMessage.Lost _ ->
          throw new IllegalArgumentException("A copy sends no " + message);
    }
  }

  /** The copy has ended, or could not be started. */
  void end() {
    if (sender.isPresent()) {
      senders.remove(sender.get());
      sender.get().end();
    } else {
      fan.failed();
    }
    output.finish();
  }
}
