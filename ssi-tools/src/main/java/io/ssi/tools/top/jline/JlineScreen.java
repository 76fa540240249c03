package io.ssi.tools.top.jline;

import io.ssi.linux.Signal;
import io.ssi.pid.foreground.RunMessage;
import io.ssi.tools.service.Console;
import io.ssi.tools.top.screen.Key;
import io.ssi.tools.top.screen.KeyDecoder;
import io.ssi.tools.top.screen.Screen;
import io.ssi.tools.top.screen.ScreenEvent;
import io.ssi.tools.top.screen.ScreenLine;
import io.ssi.tools.top.screen.ScreenSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/** A screen on the terminal of the command, by JLine. */
public final class JlineScreen implements Screen, Console.Listener {
  private final LineDisciplineTerminal terminal;
  private final Outlet outlet;
  private final Display display;
  private final Looks looks;
  private final Consumer<ScreenEvent> sink;
  // Guarded by this.
  private final KeyDecoder keys;
  private volatile ScreenSize size;
  // Of the thread that shows.
  private boolean taken;
  private boolean forgotten = true;
  private boolean cursorShown;

  private JlineScreen(
      LineDisciplineTerminal terminal,
      Outlet outlet,
      ScreenSize size,
      Looks looks,
      Consumer<ScreenEvent> sink) {
    this.terminal = terminal;
    this.outlet = outlet;
    this.display = new Display(terminal, true);
    this.looks = looks;
    this.sink = sink;
    this.size = size;
    this.keys = new KeyDecoder(TerminalKind.keys(terminal));
  }

  /**
   * What there is to know of the caller's terminal.
   *
   * @param kind the value of {@code TERM}; may be empty
   * @param size how much it shows
   * @param colours whether colours are wanted
   */
  public record Glass(String kind, ScreenSize size, boolean colours) {}

  /**
   * Takes the terminal.
   *
   * @param console the command that has it
   * @param glass the terminal
   * @param sink takes keys and the like, on any thread
   * @return the screen, empty so far
   * @throws io.ssi.tools.service.RefusedException if no screen can be shown there
   */
  public static JlineScreen open(Console console, Glass glass, Consumer<ScreenEvent> sink) {
    TerminalKind.require(glass.kind());
    Outlet outlet = new Outlet(console);
    LineDisciplineTerminal terminal;
    try {
      terminal = new LineDisciplineTerminal("ssi", glass.kind(), outlet, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TerminalKind.requireScreen(terminal);
    JlineScreen screen =
        new JlineScreen(terminal, outlet, glass.size(), new Looks(glass.colours()), sink);
    console.showScreen(screen, TerminalKind.farewell(terminal));
    return screen;
  }

  @Override
  public ScreenSize size() {
    return size;
  }

  @Override
  public void show(List<ScreenLine> lines, OptionalInt cursor, int inputLine) {
    ScreenSize now = size;
    Size jline = Size.of(now.columns(), now.rows());
    if (!taken) {
      terminal.writer().write(TerminalKind.greeting(terminal));
      taken = true;
      forgotten = true;
      cursorShown = false;
    }
    if (forgotten) {
      forgotten = false;
      terminal.setSize(jline);
      display.resize(jline);
      display.clear();
    }
    List<AttributedString> shown = new ArrayList<>(now.rows());
    for (int i = 0; i < now.rows(); i++) {
      shown.add(i < lines.size() ? looks.of(lines.get(i), now.columns()) : AttributedString.EMPTY);
    }
    int column = Math.min(cursor.orElse(0), now.columns() - 1);
    display.update(shown, jline.cursorPos(cursor.isPresent() ? inputLine : 0, column), false);
    if (cursor.isPresent() != cursorShown) {
      cursorShown = cursor.isPresent();
      terminal.puts(cursorShown ? Capability.cursor_normal : Capability.cursor_invisible);
    }
    terminal.flush();
  }

  @Override
  public void forget() {
    forgotten = true;
  }

  @Override
  public void takeAgain() {
    taken = false;
  }

  @Override
  public synchronized boolean holdsKeys() {
    return keys.isHolding();
  }

  @Override
  public void releaseKeys() {
    List<Key> released;
    synchronized (this) {
      released = keys.release();
    }
    typed(released);
  }

  @Override
  public void abandon() {
    outlet.abandon();
  }

  @Override
  public void close() {
    outlet.end();
  }

  @Override
  public void said(RunMessage message) {
    switch (message) {
      case RunMessage.Data(_, byte[] bytes) -> {
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
