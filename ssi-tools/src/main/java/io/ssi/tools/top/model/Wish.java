package io.ssi.tools.top.model;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the person wants to see.
 *
 * @param sort what comes first
 * @param reversed whether that comes last
 * @param text what commands have to contain, whatever the case; empty for all
 * @param user name or number of whom they have to belong to; empty for all
 * @param nodes the nodes of interest as a set; empty for all
 * @param applications whether only processes of applications are asked for
 * @param perNode whether each node has a line
 * @param interval between two looks
 */
public record Wish(
    SortKey sort,
    boolean reversed,
    Optional<String> text,
    Optional<String> user,
    Optional<String> nodes,
    boolean applications,
    boolean perNode,
    Duration interval) {

  /** Everything, what is busiest first, every two seconds. */
  public static final Wish DEFAULT =
      new Wish(
          SortKey.CPU,
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          true,
          Duration.ofSeconds(2));

  /**
   * The processes that are wanted, in the order that is wanted.
   *
   * @param picture all there are
   * @return the first is shown first
   */
  public List<TopRow> rows(Picture picture) {
    Comparator<TopRow> order = reversed ? sort.order().reversed() : sort.order();
    return picture.rows().stream().filter(this::wants).sorted(order).toList();
  }

  private boolean wants(TopRow row) {
    return user.filter(name -> !isOwnedBy(row, name)).isEmpty()
        && text.filter(part -> !contains(row.process().command(), part)).isEmpty();
  }

  private static boolean isOwnedBy(TopRow row, String user) {
    return row.process().user().equals(user) || Integer.toString(row.process().uid()).equals(user);
  }

  private static boolean contains(String command, String part) {
    return command.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  /** Another order; the same once more turns it round. */
  public Wish by(SortKey key) {
    return new Wish(
        key, key == sort && !reversed, text, user, nodes, applications, perNode, interval);
  }

  /** The other way round. */
  public Wish turned() {
    return new Wish(sort, !reversed, text, user, nodes, applications, perNode, interval);
  }

  /** Only commands with this in them; all if it is empty. */
  public Wish containing(String part) {
    return new Wish(sort, reversed, given(part), user, nodes, applications, perNode, interval);
  }

  /** Only those of a user; all if it is empty. */
  public Wish ofUser(String name) {
    return new Wish(sort, reversed, text, given(name), nodes, applications, perNode, interval);
  }

  /** Only those of some nodes; all if it is empty. */
  public Wish on(String set) {
    return new Wish(sort, reversed, text, user, given(set), applications, perNode, interval);
  }

  /** Only those of applications, or all again. */
  public Wish toggleApplications() {
    return new Wish(sort, reversed, text, user, nodes, !applications, perNode, interval);
  }

  /** With a line for each node, or without. */
  public Wish togglePerNode() {
    return new Wish(sort, reversed, text, user, nodes, applications, !perNode, interval);
  }

  /** Looks more or less often. */
  public Wish every(Duration time) {
    return new Wish(sort, reversed, text, user, nodes, applications, perNode, time);
  }

  /** Without any filter. */
  public Wish unfiltered() {
    return containing("").ofUser("").on("");
  }

  private static Optional<String> given(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(text.strip());
  }
}
