package io.ssi.tools.top;

import io.ssi.tools.top.screen.Key;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A question with the answer as far as it is typed. Immutable.
 *
 * @param label what is asked
 * @param proposal what Enter alone answers; may be empty
 * @param typed the answer so far
 * @param then takes the answer; may ask on
 */
record Question(
    String label, String proposal, String typed, Function<String, Optional<Question>> then) {
  private static final int LONGEST = 200;

  Question(String label, String proposal, Function<String, Optional<Question>> then) {
    this(label, proposal, "", then);
  }

  /** Another one with nothing typed, for a question that has no follow-up. */
  static Question last(String label, String proposal, Consumer<String> then) {
    return new Question(
        label,
        proposal,
        answer -> {
          then.accept(answer);
          return Optional.empty();
        });
  }

  /** What stands on the screen. */
  String line() {
    return label + (proposal.isEmpty() ? "" : " [" + proposal + "]") + ": " + typed;
  }

  /** A key that is neither the end of the answer nor its withdrawal. */
  Question edited(Key key) {
    return switch (key.name()) {
      case CHARACTER ->
          typed.length() < LONGEST ? with(typed + Character.toString(key.codePoint())) : this;
      case BACKSPACE ->
          typed.isEmpty()
              ? this
              : with(typed.substring(0, typed.offsetByCodePoints(typed.length(), -1)));
      case KILL_LINE -> with("");
      default -> this;
    };
  }

  private Question with(String text) {
    return new Question(label, proposal, text, then);
  }

  /** The answer is complete. */
  Optional<Question> answered() {
    return then.apply(typed.isBlank() ? proposal : typed.strip());
  }
}
