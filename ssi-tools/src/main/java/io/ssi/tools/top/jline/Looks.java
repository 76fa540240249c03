package io.ssi.tools.top.jline;

import io.ssi.tools.top.screen.ScreenLine;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * How lines look on a terminal.
 *
 * @param colours whether there may be colours; bold, faint and reverse are none
 */
record Looks(boolean colours) {

  /** A line as it is shown, cut where the terminal ends. */
  AttributedString of(ScreenLine line, int columns) {
    return new AttributedStringBuilder()
        .append(line.text(), style(line.look()))
        .toAttributedString()
        .columnSubSequence(0, columns);
  }

  private AttributedStyle style(ScreenLine.Look look) {
    return switch (look) {
      case PLAIN -> AttributedStyle.DEFAULT;
      case STRONG -> AttributedStyle.BOLD;
      case TITLE -> AttributedStyle.INVERSE;
      case SELECTED -> AttributedStyle.BOLD.inverse();
      case OLD -> AttributedStyle.DEFAULT.faint();
      case ALARM ->
          colours ? AttributedStyle.BOLD.foreground(AttributedStyle.RED) : AttributedStyle.BOLD;
    };
  }
}
