package io.ssi.tools.top.screen;

/** What comes from a terminal. */
public sealed interface ScreenEvent {

  /**
   * A key was pressed.
   *
   * @param key which
   */
  record Typed(Key key) implements ScreenEvent {}

  /** A part of a key came, and the rest may follow. */
  record HalfAKey() implements ScreenEvent {}

  /** The terminal has another size. */
  record Resized() implements ScreenEvent {}

  /** The command was stopped: nobody looks any more. */
  record Stopped() implements ScreenEvent {}

  /** It goes on, and its terminal shows something else by now. */
  record Continued() implements ScreenEvent {}

  /**
   * The command got another signal.
   *
   * @param number which
   */
  record Signalled(int number) implements ScreenEvent {}

  /** The command is gone. */
  record Gone() implements ScreenEvent {}
}
