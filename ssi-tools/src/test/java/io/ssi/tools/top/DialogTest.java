package io.ssi.tools.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.Signal;
import io.ssi.membership.NodeId;
import io.ssi.membership.NodeState;
import io.ssi.pid.AppOrPid;
import io.ssi.tools.service.NodeStatus;
import io.ssi.tools.service.UsageException;
import io.ssi.tools.top.Dialog.Result;
import io.ssi.tools.top.model.Looks;
import io.ssi.tools.top.model.Meter;
import io.ssi.tools.top.model.SortKey;
import io.ssi.tools.top.model.TopRow;
import io.ssi.tools.top.model.Wish;
import io.ssi.tools.top.screen.Key;
import io.ssi.tools.top.screen.Key.Name;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DialogTest {
  private final List<String> done = new ArrayList<>();
  private final Dialog dialog =
      new Dialog(
          new Orders() {
            @Override
            public void signal(AppOrPid target, Signal signal) {
              done.add(signal + " to " + target);
            }

            @Override
            public void move(AppOrPid target, NodeStatus node) {
              done.add(target + " to " + node.name());
            }

            @Override
            public NodeStatus node(String name) {
              checkNodes(name);
              NodeId id = new NodeId(2);
              return new NodeStatus(id, name, NodeState.ONLINE, "", "", Optional.empty());
            }

            @Override
            public void checkNodes(String set) {
              if (!set.equals("node2")) {
                throw new UsageException("there is no node " + set);
              }
            }
          },
          Wish.DEFAULT);

  private final List<TopRow> table =
      new Meter()
          .next(
              new Looks()
                  .with(Looks.process(17, "node1", Duration.ZERO, "/usr/bin/make -j 8"))
                  .with(Looks.process(18, "node2", Duration.ZERO, "sleep 5"))
                  .after(1))
          .rows();

  private Result press(Key key) {
    return dialog.press(key, table, 10);
  }

  /** Characters, and a line feed for Enter. */
  private Result type(String text) {
    Result last = Result.SHOWN;
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      last = press(each == '\n' ? Key.of(Name.ENTER) : Key.character(each));
    }
    return last;
  }

  @Test
  void sortsLikeTop() {
    assertThat(type("M")).isEqualTo(Result.SHOWN);
    assertThat(dialog.wish().sort()).isEqualTo(SortKey.MEM);
    type("n");
    assertThat(dialog.wish().sort()).isEqualTo(SortKey.NODE);
    type("R");
    assertThat(dialog.wish().reversed()).isTrue();
  }

  @Test
  void sendsTheSelectedProcessWhatIsAskedFor() {
    press(Key.of(Name.DOWN));
    type("k");
    assertThat(dialog.line()).isEqualTo("signal to process (sleep) [589827]: ");
    type("\n");
    assertThat(dialog.line()).isEqualTo("signal to 589827 [TERM]: ");
    type("9\n");

    assertThat(done).containsExactly("SIGKILL to " + AppOrPid.parse("589827"));
    assertThat(dialog.isAsking()).isFalse();
  }

  @Test
  void aSignalToAnotherProcessThanTheSelectedOne() {
    type("k17.5\n\n");

    assertThat(done).containsExactly("SIGTERM to " + AppOrPid.parse("17.5"));
  }

  @Test
  void movesTheApplicationOfTheSelectedProcess() {
    type("m");
    assertThat(dialog.line()).isEqualTo("move application (make) [17]: ");
    type("\nnode2\n");

    assertThat(done).containsExactly(AppOrPid.parse("17") + " to node2");
  }

  @Test
  void nothingIsDoneWithoutANode() {
    type("m\n\n");

    assertThat(done).isEmpty();
    assertThat(dialog.isAsking()).isFalse();
  }

  @Test
  void escapeTakesAQuestionBack() {
    type("k");
    press(Key.of(Name.ESCAPE));
    assertThat(type("q")).isEqualTo(Result.QUIT);

    assertThat(done).isEmpty();
  }

  @Test
  void anAnswerThatMeansNothingIsSaidAndNothingIsDone() {
    type("khello\n");
    assertThat(dialog.line()).contains("hello");
    type("k\nNOSUCH\n");
    assertThat(dialog.line()).isEqualTo("'NOSUCH' is no signal");
    type("m\nnode9\n");
    assertThat(dialog.line()).startsWith("there is no node node9");
    type("d0.01\n");
    assertThat(dialog.line()).contains("the least are 0.2 seconds");

    assertThat(done).isEmpty();
    assertThat(dialog.wish()).isEqualTo(Wish.DEFAULT);
  }

  @Test
  void answersCanBeCorrected() {
    type("/mkae");
    press(Key.of(Name.BACKSPACE));
    press(Key.of(Name.KILL_LINE));
    type("make\n");

    assertThat(dialog.wish().text()).contains("make");
    type("/\n");
    assertThat(dialog.wish().text()).isEmpty();
  }

  @Test
  void otherNodesAreAskedAtOnce() {
    assertThat(type("wnode2\n")).isEqualTo(Result.LOOK);
    assertThat(dialog.wish().nodes()).contains("node2");
    assertThat(type("=")).isEqualTo(Result.LOOK);
    assertThat(dialog.wish().nodes()).isEmpty();
    assertThat(type(" ")).isEqualTo(Result.LOOK);
    assertThat(type("d0.5\n")).isEqualTo(Result.SHOWN);
    assertThat(dialog.wish().interval()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void anyKeyEndsTheHelp() {
    type("?");
    assertThat(dialog.isHelping()).isTrue();
    type("k");
    assertThat(dialog.isHelping()).isFalse();
    assertThat(dialog.isAsking()).isFalse();
  }
}
