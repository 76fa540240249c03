package io.ssi.tools.top.jline;

import io.ssi.tools.service.Console;
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
public final class JlineScreen implements Screen {
  private final LineDisciplineTerminal terminal;
  private final Outlet outlet;
  private final Display display;
  private final Looks looks;
  private final CommandEar ear;
  // Of the thread that shows.
  private boolean taken;
  private boolean forgotten = true;
  private boolean cursorShown;

  private JlineScreen(LineDisciplineTerminal terminal, Outlet outlet, CommandEar ear, Looks looks) {
    this.terminal = terminal;
    this.outlet = outlet;
    this.display = new Display(terminal, true);
    this.looks = looks;
    this.ear = ear;
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
    KeyDecoder keys = new KeyDecoder(TerminalKind.keys(terminal));
    CommandEar ear = new CommandEar(outlet, keys, glass.size(), sink);
    console.showScreen(ear, TerminalKind.farewell(terminal));
    return new JlineScreen(terminal, outlet, ear, new Looks(glass.colours()));
  }

  @Override
  public ScreenSize size() {
    return ear.size();
  }

  @Override
  public void show(List<ScreenLine> lines, OptionalInt cursor, int inputLine) {
    ScreenSize now = ear.size();
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
  public boolean holdsKeys() {
    return ear.holdsKeys();
  }

  @Override
  public void releaseKeys() {
    ear.releaseKeys();
  }

  @Override
  public void abandon() {
    outlet.abandon();
  }

  @Override
  public void close() {
    outlet.end();
  }
}
