package io.ssi.tools.top;

import io.ssi.linux.Signal;
import io.ssi.pid.AppOrPid;
import io.ssi.tools.service.UsageException;
import io.ssi.tools.top.model.TopRow;
import io.ssi.tools.verb.ProcessArguments;
import java.util.Optional;

/**
 * What has to be asked before something is ordered.
 *
 * @param orders what can be ordered
 */
record Questions(Orders orders) {
  private static final int LONGEST_NAME = 20;

  /** Which process is sent which signal; the selected one is proposed. */
  Question signal(Optional<TopRow> selected) {
    return new Question(
        "signal to process" + named(selected),
        selected.map(row -> row.process().gpid().toString()).orElse(""),
        text -> text.isEmpty() ? Optional.empty() : Optional.of(whichSignal(text)));
  }

  private Question whichSignal(String text) {
    AppOrPid target = ProcessArguments.parse(text);
    return Question.last(
        "signal to " + text, "TERM", word -> orders.signal(target, signalOf(word)));
  }

  private static Signal signalOf(String word) {
    return Signal.parse(word).orElseThrow(() -> new UsageException("'" + word + "' is no signal"));
  }

  /** Which application moves where; that of the selected process is proposed. */
  Question move(Optional<TopRow> selected) {
    String proposal =
        selected.flatMap(row -> row.process().application()).map(Object::toString).orElse("");
    return new Question(
        "move application" + (proposal.isEmpty() ? "" : named(selected)),
        proposal,
        text -> text.isEmpty() ? Optional.empty() : Optional.of(whereTo(text)));
  }

  private Question whereTo(String text) {
    AppOrPid target = ProcessArguments.parse(text);
    return Question.last(
        "move " + text + " to node",
        "",
        name -> {
          if (!name.isEmpty()) {
            orders.move(target, orders.node(name));
          }
        });
  }

  private static String named(Optional<TopRow> row) {
    return row.map(each -> " (" + program(each.process().command()) + ")").orElse("");
  }

  /** Enough of a command to know it again. */
  private static String program(String command) {
    String path = command.split(" ", 2)[0];
    String first = path.substring(path.lastIndexOf('/') + 1);
    return first.length() > LONGEST_NAME ? first.substring(0, LONGEST_NAME) : first;
  }
}
