package io.ssi.tools.top.jline;

import io.ssi.tools.service.RefusedException;
import io.ssi.tools.top.screen.Key;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jline.terminal.Terminal;
import org.jline.utils.Curses;
import org.jline.utils.InfoCmp;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/** What a kind of terminal understands, by the name that {@code TERM} has for it. */
final class TerminalKind {
  // What is given to infocmp(1) for kinds that JLine does not bring along.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._-]{0,63}");

  private static final Map<Capability, Key.Name> KEYS =
      Map.of(
          Capability.key_up, Key.Name.UP,
          Capability.key_down, Key.Name.DOWN,
          Capability.key_ppage, Key.Name.PAGE_UP,
          Capability.key_npage, Key.Name.PAGE_DOWN,
          Capability.key_home, Key.Name.HOME,
          Capability.key_end, Key.Name.END,
          Capability.key_backspace, Key.Name.BACKSPACE);

  private TerminalKind() {}

  /**
   * Refuses a terminal on which no line can be written where it belongs.
   *
   * @param name the value of TERM; may be empty
   * @throws RefusedException if it is not known
   */
  static void require(String name) {
    if (name.isEmpty()) {
      throw refused("TERM is not set, so it is not known what this terminal understands");
    }
    if (!NAME.matcher(name).matches() || !isKnown(name)) {
      throw refused("the terminal '" + name + "' (TERM) is not known");
    }
  }

  private static boolean isKnown(String name) {
    try {
      return InfoCmp.getInfoCmp(name) != null;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The same for a terminal that is known and cannot do it, such as {@code dumb}. */
  static void requireScreen(Terminal terminal) {
    if (terminal.getStringCapability(Capability.cursor_address) == null
        || terminal.getStringCapability(Capability.clear_screen) == null) {
      throw refused("the terminal '" + terminal.getType() + "' (TERM) cannot show a screen");
    }
  }

  private static RefusedException refused(String why) {
    return new RefusedException("no_screen", why, "ssi top -b writes plain text");
  }

  /** What begins a screen. */
  static String greeting(Terminal terminal) {
    return text(terminal, Capability.enter_ca_mode)
        + text(terminal, Capability.keypad_xmit)
        + text(terminal, Capability.cursor_invisible);
  }

  /** What ends it; a terminal that cannot show what was before is left empty. */
  static byte[] farewell(Terminal terminal) {
    boolean brings = terminal.getStringCapability(Capability.exit_ca_mode) != null;
    String text =
        text(terminal, Capability.exit_attribute_mode)
            + text(terminal, Capability.keypad_local)
            + text(terminal, brings ? Capability.exit_ca_mode : Capability.clear_screen)
            + text(terminal, Capability.cursor_normal);
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String text(Terminal terminal, Capability capability) {
    String value = terminal.getStringCapability(capability);
    return value == null ? "" : Curses.tputs(value);
  }

  /** What it sends for keys that are no characters. */
  static Map<String, Key.Name> keys(Terminal terminal) {
    Map<String, Key.Name> keys = new LinkedHashMap<>();
    KEYS.forEach((capability, name) -> {
      @Nullable String value = terminal.getStringCapability(capability);
      if (value != null && !value.isEmpty()) {
        keys.put(Curses.tputs(value), name);
      }
    });
    return keys;
  }
}
