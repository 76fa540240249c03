package io.ssi.tools.top.screen;

import java.util.List;
import java.util.OptionalInt;

/**
 * A terminal that shows one screenful at a time. What comes from it goes to whoever opened it, on a
 * thread of its own. For one thread, except where it says otherwise.
 */
public interface Screen extends AutoCloseable {

  /** How much it shows now. */
  ScreenSize size();

  /**
   * Shows lines instead of what it showed. Waits while the terminal takes nothing.
   *
   * @param lines from the top; those that do not fit are left out
   * @param cursor the column behind which the cursor stands in the line that is {@code inputLine};
   *     empty for none
   * @param inputLine index of the line with the cursor
   */
  void show(List<ScreenLine> lines, OptionalInt cursor, int inputLine);

  /** Draws everything next time: what is on the glass may not be what was shown. */
  void forget();

  /** The same after the command gave its terminal back for a while. */
  void takeAgain();

  /** Whether a key may have been pressed half. Any thread. */
  boolean holdsKeys();

  /** Takes what was pressed half for what it is by itself. Any thread. */
  void releaseKeys();

  /** Lets whoever waits in {@link #show} go, and shows nothing any more. Any thread. */
  void abandon();

  /** Gives the terminal back; when this returns it is as it was before. */
  @Override
  void close();
}
