package io.ssi.tools.many;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.tools.verb.ExitStatus;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final Tally tally = new Tally(false);
  private final Tally worst = new Tally(true);

  private static void add(Tally tally, int... statuses) {
    for (int i = 0; i < statuses.length; i++) {
      var _ = tally.add("node" + (i + 1), new CopyEnd.Exited(statuses[i]));
    }
  }

  @Test
  void endsAsVerbsOnSeveralThingsDo() {
    assertThat(tally.status()).isEqualTo(ExitStatus.DONE);
    add(tally, 0, 0);
    assertThat(tally.status()).isEqualTo(ExitStatus.DONE);
    add(tally, 3);
    assertThat(tally.status()).isEqualTo(ExitStatus.PARTLY);
    Tally allFailed = new Tally(false);
    add(allFailed, 3, 1);
    assertThat(allFailed.status()).isEqualTo(ExitStatus.FAILED);
  }

  @Test
  void orWithTheWorst() {
    add(worst, 0, 3, 1);
    assertThat(worst.status()).isEqualTo(ExitStatus.exited(3));
    var _ = worst.add("node4", new CopyEnd.Failed(127, "there is no such program"));
    assertThat(worst.status()).isEqualTo(ExitStatus.NOT_FOUND);
    var _ = worst.add("node5", new CopyEnd.Killed(9));
    assertThat(worst.status()).isEqualTo(ExitStatus.exited(128 + 9));
  }

  @Test
  void saysWhatIsWrongWithEachAndFoldsIt() {
    assertThat(tally.add("node1", new CopyEnd.Exited(0))).isEmpty();
    assertThat(tally.add("node2", new CopyEnd.Exited(3))).isEqualTo("exited with exit code 3");
    assertThat(tally.add("node4", new CopyEnd.Killed(9))).isEqualTo("killed by signal 9");
    assertThat(tally.add("node3", new CopyEnd.Exited(3))).isEqualTo("exited with exit code 3");

    assertThat(tally.folded())
        .containsExactly(
            "ssi: node[2-3] (2): exited with exit code 3", "ssi: node4: killed by signal 9");
  }

  @Test
  void whatTheCallersSignalEndedIsNoNews() {
    tally.signalled(2);
    tally.signalled(15);

    assertThat(tally.add("node1", new CopyEnd.Killed(2))).isEmpty();
    assertThat(tally.add("node2", new CopyEnd.Exited(130))).isEmpty();
    assertThat(tally.add("node3", new CopyEnd.Exited(7))).isEqualTo("exited with exit code 7");
    assertThat(tally.status()).isEqualTo(ExitStatus.killed(2));
  }

  @Test
  void copiesThatOutliveTheSignalDecideThemselves() {
    tally.signalled(2);
    add(tally, 0, 0);

    assertThat(tally.status()).isEqualTo(ExitStatus.DONE);
    tally.skip();
    assertThat(tally.status()).isEqualTo(ExitStatus.killed(2));
  }

  @Test
  void copiesThatNobodyReadsEndTheCommandAsAPipelineEnds() {
    assertThat(tally.add("node1", new CopyEnd.Killed(13))).isEqualTo("killed by signal 13");
    Tally read = new Tally(false);
    read.outputClosed();

    assertThat(read.add("node1", new CopyEnd.Killed(13))).isEmpty();
    assertThat(read.add("node2", new CopyEnd.Exited(141))).isEmpty();
    assertThat(read.status()).isEqualTo(ExitStatus.killed(13));
  }
}
