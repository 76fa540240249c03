package io.ssi.tools.top;

import io.ssi.tools.top.model.Picture;
import io.ssi.tools.top.model.TopRow;
import io.ssi.tools.top.screen.Key;
import io.ssi.tools.top.screen.Screen;
import io.ssi.tools.top.view.HelpView;
import io.ssi.tools.top.view.TopView;
import io.ssi.tools.top.view.TopView.Laid;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What is on the screen, which is also what keys are about. For one thread. */
final class Shown {
  private final Dialog dialog;
  private final ZoneId zone;
  private Optional<Picture> picture = Optional.empty();
  private List<TopRow> table = List.of();
  private int height = 1;

  Shown(Dialog dialog, ZoneId zone) {
    this.dialog = dialog;
    this.zone = zone;
  }

  /** Whether nothing was seen yet. */
  boolean isEmpty() {
    return picture.isEmpty();
  }

  /** From now on this is shown. */
  void change(Picture seen) {
    picture = Optional.of(seen);
  }

  /** A key was pressed by somebody who sees what is shown. */
  Dialog.Result press(Key key) {
    return dialog.press(key, table, height);
  }

  /** Puts it on the screen. */
  void putOn(Screen screen) {
    if (dialog.isHelping()) {
      screen.show(HelpView.lines(screen.size()), OptionalInt.empty(), 0);
    } else if (picture.isPresent()) {
      table = dialog.wish().rows(picture.get());
      Laid laid =
          TopView.screen(
              picture.get(),
              dialog.wish(),
              table,
              dialog.place(),
              dialog.line(),
              new TopView.Frame(screen.size(), zone));
      height = laid.height();
      OptionalInt cursor =
          dialog.isAsking() ? OptionalInt.of(dialog.line().length()) : OptionalInt.empty();
      screen.show(laid.lines(), cursor, laid.input());
    }
  }
}
