package io.ssi.tools.top.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.membership.NodeId;
import io.ssi.pid.GlobalPid;
import io.ssi.tools.service.UsageException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WishTest {
  private final Picture picture =
      new Meter()
          .next(
              new Looks()
                  .with(Looks.process(18, "node2", Duration.ofSeconds(9), "gcc -c a.c"))
                  .with(Looks.process(17, "node1", Duration.ofSeconds(5), "make -j 8"))
                  .with(
                      Looks.process(
                          GlobalPid.ofNode(new NodeId(1), 1),
                          Optional.empty(),
                          "node1",
                          Duration.ofSeconds(7),
                          'S',
                          "init"))
                  .after(1));

  private List<String> commands(Wish wish) {
    return wish.rows(picture).stream().map(row -> row.process().command()).toList();
  }

  @Test
  void sortsByWhatIsAskedForAndThenByGlobalPid() {
    assertThat(commands(Wish.DEFAULT)).containsExactly("make -j 8", "gcc -c a.c", "init");
    assertThat(commands(Wish.DEFAULT.by(SortKey.TIME)))
        .containsExactly("gcc -c a.c", "init", "make -j 8");
    assertThat(commands(Wish.DEFAULT.by(SortKey.NODE)))
        .containsExactly("make -j 8", "init", "gcc -c a.c");
    assertThat(commands(Wish.DEFAULT.by(SortKey.USER)))
        .containsExactly("make -j 8", "gcc -c a.c", "init");
    assertThat(commands(Wish.DEFAULT.by(SortKey.PID)))
        .containsExactly("make -j 8", "gcc -c a.c", "init");
    assertThat(commands(Wish.DEFAULT.by(SortKey.PID).turned()))
        .containsExactly("init", "gcc -c a.c", "make -j 8");
  }

  @Test
  void theSameKeyAgainTurnsTheOrderRound() {
    Wish once = Wish.DEFAULT.by(SortKey.MEM);

    assertThat(once.reversed()).isFalse();
    assertThat(once.by(SortKey.MEM).reversed()).isTrue();
    assertThat(once.by(SortKey.MEM).by(SortKey.MEM).reversed()).isFalse();
  }

  @Test
  void leavesOutWhatIsNotWanted() {
    assertThat(commands(Wish.DEFAULT.containing("MAKE"))).containsExactly("make -j 8");
    assertThat(commands(Wish.DEFAULT.ofUser("root"))).containsExactly("init");
    assertThat(commands(Wish.DEFAULT.ofUser("1000"))).containsExactly("make -j 8", "gcc -c a.c");
    assertThat(commands(Wish.DEFAULT.ofUser("ada").containing("gcc").unfiltered())).hasSize(3);
  }

  @Test
  void knowsItsKeysByWord() {
    assertThat(SortKey.parse("gpid")).isEqualTo(SortKey.PID);
    assertThat(SortKey.parse("Mem")).isEqualTo(SortKey.MEM);
    assertThatThrownBy(() -> SortKey.parse("beauty"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("cpu, mem, time, pid, node, user");
  }
}
