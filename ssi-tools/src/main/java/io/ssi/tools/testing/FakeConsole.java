package io.ssi.tools.testing;

import io.ssi.pid.foreground.RunMessage;
import io.ssi.pid.foreground.RunStream;
import io.ssi.tools.service.Console;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A command that says what a test says, and keeps what it is sent. */
public final class FakeConsole implements Console {
  /** What was sent to it. */
  public final List<RunMessage> sent = new CopyOnWriteArrayList<>();

  /** Who listens to it; empty before a program is attached. */
  public volatile Optional<Listener> listener = Optional.empty();

  /** Whether its terminal passes everything on. */
  public volatile boolean terminal;

  /** What takes the screen away; empty while there is none. */
  public volatile Optional<byte[]> farewell = Optional.empty();

  /** Whether it gives room again for all that it is sent. */
  public volatile boolean takesAll;

  @Override
  public void attach(Listener added, boolean isTerminal) {
    terminal = isTerminal;
    listener = Optional.of(added);
  }

  @Override
  public void showScreen(Listener added, byte[] last) {
    farewell = Optional.of(last);
    listener = Optional.of(added);
  }

  @Override
  public void send(RunMessage message) {
    sent.add(message);
    if (farewell.isPresent() && message instanceof RunMessage.End(RunStream stream)) {
      listener.orElseThrow().said(new RunMessage.Closed(stream));
    }
    if (takesAll && message instanceof RunMessage.Data(RunStream stream, byte[] bytes)) {
      listener.orElseThrow().said(new RunMessage.Room(stream, bytes.length));
    }
  }
}
