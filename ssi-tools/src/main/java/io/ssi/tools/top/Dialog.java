package io.ssi.tools.top;

import io.ssi.tools.service.ToolsException;
import io.ssi.tools.top.model.SortKey;
import io.ssi.tools.top.model.TopRow;
import io.ssi.tools.top.model.Wish;
import io.ssi.tools.top.screen.Key;
import io.ssi.tools.top.view.Place;
import java.util.List;
import java.util.Optional;

/** What each key does. For one thread; knows neither terminal nor cluster. */
final class Dialog {

  /** What a key asks of the loop. */
  enum Result {
    /** Only to show what has changed. */
    SHOWN,
    /** To look at the cluster now, for it was asked for or something else is wanted of it. */
    LOOK,
    /** To draw the whole screen. */
    REDRAW,
    /** To end. */
    QUIT
  }

  private final Orders orders;
  private Wish wish;
  private Place place = Place.FIRST;
  private String message = "";
  private Optional<Question> question = Optional.empty();
  private boolean help;

  Dialog(Orders orders, Wish wish) {
    this.orders = orders;
    this.wish = wish;
  }

  Wish wish() {
    return wish;
  }

  Place place() {
    return place;
  }

  /** Whether the keys are explained at the moment. */
  boolean isHelping() {
    return help;
  }

  /** Whether a line is being typed, behind which the cursor stands. */
  boolean isAsking() {
    return question.isPresent();
  }

  /** The line above the table; empty if there is nothing to say. */
  String line() {
    return question.map(Question::line).orElse(message);
  }

  /** Something has happened. */
  void tell(String text) {
    message = text;
  }

  /**
   * A key was pressed.
   *
   * @param key which
   * @param table the processes as they are shown
   * @param height how many of them are on the screen
   */
  Result press(Key key, List<TopRow> table, int height) {
    if (help) {
      help = false;
      return key.equals(Key.character('q')) ? Result.QUIT : Result.SHOWN;
    }
    if (question.isPresent()) {
      return answer(question.get(), key);
    }
    message = "";
    return switch (key.name()) {
      case CHARACTER -> character(key.codePoint(), table);
      case REDRAW -> Result.REDRAW;
      case UP -> move(table, -1, height);
      case DOWN -> move(table, 1, height);
      case PAGE_UP -> move(table, -height, height);
      case PAGE_DOWN -> move(table, height, height);
      case HOME -> move(table, -table.size(), height);
      case END -> move(table, table.size(), height);
      case ENTER, ESCAPE, BACKSPACE, KILL_LINE -> Result.SHOWN;
    };
  }

  private Result move(List<TopRow> table, int steps, int height) {
    place = place.moved(table, steps, height);
    return Result.SHOWN;
  }

  private Result answer(Question asked, Key key) {
    switch (key.name()) {
      case ESCAPE -> question = Optional.empty();
      case ENTER -> {
        Wish before = wish;
        question = Optional.empty();
        try {
          question = asked.answered();
        } catch (ToolsException e) {
          message = e.getMessage() + (e.advice().isEmpty() ? "" : "; " + e.advice());
        }
        return wish.nodes().equals(before.nodes()) ? Result.SHOWN : Result.LOOK;
      }
      case REDRAW -> {
        return Result.REDRAW;
      }
      default -> question = Optional.of(asked.edited(key));
    }
    return Result.SHOWN;
  }

  private Result character(int key, List<TopRow> table) {
    Optional<SortKey> sort = SortKey.of(key);
    if (sort.isPresent()) {
      return change(wish.by(sort.get()), Result.SHOWN);
    }
    return switch (key) {
      case 'q' -> Result.QUIT;
      case 'h', '?' -> {
        help = true;
        yield Result.SHOWN;
      }
      case ' ' -> Result.LOOK;
      case 'R' -> change(wish.turned(), Result.SHOWN);
      case '1' -> change(wish.togglePerNode(), Result.SHOWN);
      case 'a' -> change(wish.toggleApplications(), Result.LOOK);
      case '=' -> change(wish.unfiltered(), Result.LOOK);
      case '/', 'o' ->
          ask(Question.last("only commands with", "", text -> wish = wish.containing(text)));
      case 'u' -> ask(Question.last("only of the user", "", name -> wish = wish.ofUser(name)));
      case 'w' -> ask(Question.last("only on the nodes", "", this::choose));
      case 'd', 's' -> ask(Question.last("seconds between two looks", "", this::every));
      case 'k' -> ask(new Questions(orders).signal(place.selected(table)));
      case 'm' -> ask(new Questions(orders).move(place.selected(table)));
      default -> {
        message = "no key for that; ? helps";
        yield Result.SHOWN;
      }
    };
  }

  private Result change(Wish wanted, Result result) {
    wish = wanted;
    return result;
  }

  private Result ask(Question asked) {
    question = Optional.of(asked);
    return Result.SHOWN;
  }

  private void choose(String set) {
    if (!set.isEmpty()) {
      orders.checkNodes(set);
    }
    wish = wish.on(set);
  }

  private void every(String text) {
    if (!text.isEmpty()) {
      wish = wish.every(Delay.parse(text));
    }
  }
}
