package io.ssi.tools.top.jline;

import io.ssi.linux.Signal;
import io.ssi.pid.foreground.RunMessage;
import io.ssi.tools.service.Console;
import io.ssi.tools.top.screen.Key;
import io.ssi.tools.top.screen.KeyDecoder;
import io.ssi.tools.top.screen.ScreenEvent;
import io.ssi.tools.top.screen.ScreenSize;
import java.util.List;
import java.util.function.Consumer;

/** Takes what the command says: keys, sizes, signals, room for output. Thread-safe. */
final class CommandEar implements Console.Listener {
  private final Outlet outlet;
  private final Consumer<ScreenEvent> sink;
  // Guarded by this.
  private final KeyDecoder keys;
  private volatile ScreenSize size;

  CommandEar(Outlet outlet, KeyDecoder keys, ScreenSize size, Consumer<ScreenEvent> sink) {
    this.outlet = outlet;
    this.keys = keys;
    this.size = size;
    this.sink = sink;
  }

  ScreenSize size() {
    return size;
  }

  synchronized boolean holdsKeys() {
    return keys.isHolding();
  }

  void releaseKeys() {
    List<Key> released;
    synchronized (this) {
      released = keys.release();
    }
    typed(released);
  }

  @Override
  public void said(RunMessage message) {
    switch (message) {
      case RunMessage.Data(_, byte[] bytes) -> take(bytes);
      case RunMessage.Resized(int rows, int columns) -> {
        size = ScreenSize.of(rows, columns);
        sink.accept(new ScreenEvent.Resized());
      }
      case RunMessage.Signalled(int number) -> sink.accept(signal(number));
      case RunMessage.Room(_, int bytes) -> outlet.allow(bytes);
      case RunMessage.Closed(_) -> outlet.abandon();
      case RunMessage.End(_) -> gone();
      case RunMessage.Detached _,
          RunMessage.CallerGone _,
          RunMessage.Ended _,
          RunMessage.Lost _ -> {
        // Not said by a command with a screen.
      }
    }
  }

  private void take(byte[] bytes) {
    List<Key> pressed;
    synchronized (this) {
      pressed = keys.take(bytes);
    }
    typed(pressed);
    if (pressed.isEmpty()) {
      sink.accept(new ScreenEvent.HalfAKey());
    }
    // Or the command would stop reading keys one day.
    outlet.taken(bytes.length);
  }

  private static ScreenEvent signal(int number) {
    if (number == Signal.TSTP.number()) {
      return new ScreenEvent.Stopped();
    }
    return number == Signal.CONT.number()
        ? new ScreenEvent.Continued()
        : new ScreenEvent.Signalled(number);
  }

  @Override
  public void gone() {
    outlet.abandon();
    sink.accept(new ScreenEvent.Gone());
  }

  private void typed(List<Key> pressed) {
    pressed.forEach(key -> sink.accept(new ScreenEvent.Typed(key)));
  }
}
