package io.ssi.tools.top.view;

import io.ssi.membership.NodeState;
import io.ssi.tools.output.Quantity;
import io.ssi.tools.top.model.NodeUse;
import io.ssi.tools.top.model.Picture;
import io.ssi.tools.top.model.TaskCounts;
import io.ssi.tools.top.model.Wish;
import io.ssi.tools.top.screen.ScreenLine;
import io.ssi.tools.top.screen.ScreenLine.Look;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands above the table: the cluster as a whole, and its nodes. */
final class HeaderView {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private HeaderView() {}

  /**
   * The lines.
   *
   * @param most how many nodes may have a line
   */
  static List<ScreenLine> lines(Picture picture, Wish wish, ZoneId zone, int most) {
    List<ScreenLine> lines = new ArrayList<>();
    lines.add(new ScreenLine(first(picture, zone), Look.STRONG));
    lines.add(ScreenLine.plain(tasks(picture.tasks())));
    lines.add(ScreenLine.plain("total  " + use(picture.all()) + "  of " + cpus(picture.all())));
    List<NodeUse> shown =
        picture.nodes().stream()
            .filter(node -> node.problem().isPresent() || (wish.perNode() && isThere(node)))
            .toList();
    int width = shown.stream().mapToInt(node -> node.name().length()).max().orElse(0);
    shown.stream().limit(most).forEach(node -> lines.add(node(node, Math.min(width, 16))));
    if (shown.size() > most) {
      lines.add(ScreenLine.plain("  and " + (shown.size() - most) + " more nodes"));
    }
    return lines;
  }

  private static boolean isThere(NodeUse node) {
    return node.use().isPresent() || node.state() == NodeState.FAILED;
  }

  private static String first(Picture picture, ZoneId zone) {
    String states =
        Stream.of(NodeState.values())
            .filter(state -> state != NodeState.POSSIBLE && count(picture, state) > 0)
            .sorted((a, b) -> Boolean.compare(b == NodeState.ONLINE, a == NodeState.ONLINE))
            .map(state -> count(picture, state) + " " + word(state))
            .collect(Collectors.joining(", "));
    return "ssi top - "
        + Cells.printable(picture.cluster())
        + " "
        + CLOCK.format(picture.time().atZone(zone))
        + ", nodes: "
        + (states.isEmpty() ? "none" : states)
        + (picture.quorum() ? "" : ", NO QUORUM")
        + ", load "
        + Quantity.load(picture.all().load1());
  }

  private static long count(Picture picture, NodeState state) {
    return picture.nodes().stream().filter(node -> node.state() == state).count();
  }

  private static String word(NodeState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static String tasks(TaskCounts tasks) {
    return "tasks  "
        + tasks.total()
        + ", "
        + tasks.running()
        + " running, "
        + tasks.sleeping()
        + " sleeping, "
        + tasks.stopped()
        + " stopped, "
        + tasks.zombies()
        + " zombie; "
        + tasks.applications()
        + " applications";
  }

  private static String use(NodeUse.Use use) {
    return String.format(
        Locale.ROOT,
        "cpu %5.1f %%  mem %5.1f %%  %5s of %-5s",
        use.cpuPercent(),
        use.memoryPercent(),
        Quantity.bytes(use.usedBytes()),
        Quantity.bytes(use.memoryBytes()));
  }

  private static String cpus(NodeUse.Use use) {
    return use.cpus() + (use.cpus() == 1 ? " processor" : " processors");
  }

  private static ScreenLine node(NodeUse node, int width) {
    String name = "  " + Cells.left(node.name(), width) + " ";
    if (node.state() == NodeState.FAILED) {
      return new ScreenLine(name + "failed: " + Cells.printable(node.reason()), Look.ALARM);
    }
    if (node.problem().isPresent()) {
      String since =
          node.age().isZero() ? "" : ", shown as of " + Quantity.age(node.age()) + " ago";
      return new ScreenLine(
          name + "no answer" + since + ": " + Cells.printable(node.problem().get()), Look.ALARM);
    }
    return ScreenLine.plain(
        name
            + Cells.left(word(node.state()), 8)
            + " "
            + node.use()
                .map(use -> use(use) + "  load " + Quantity.load(use.load1()))
                .orElse("no figures yet"));
  }
}
