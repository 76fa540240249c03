package io.ssi.tools.top;

import io.ssi.tools.top.model.Sample;
import io.ssi.tools.top.screen.ScreenEvent;

/** What the loop waits for. */
sealed interface TopEvent {

  /** Something came from the terminal. */
  record FromScreen(ScreenEvent event) implements TopEvent {}

  /** A look is over. */
  record Looked(Sample sample) implements TopEvent {}

  /** A look was not possible. */
  record Failed(RuntimeException why) implements TopEvent {}

  /** What became of something that was ordered. */
  record Told(String message) implements TopEvent {}

  /** The verb is to end. */
  record Cancelled() implements TopEvent {}
}
