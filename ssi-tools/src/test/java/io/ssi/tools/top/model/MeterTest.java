package io.ssi.tools.top.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ssi.tools.service.ProcessRow;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeterTest {
  private static final String SILENT = "it does not answer";

  private final Meter meter = new Meter();

  private static ProcessRow used(String node, long millis) {
    return Looks.process(17, node, Duration.ofMillis(millis), "make");
  }

  private double cpu(Looks looks, double seconds) {
    return meter.next(looks.after(seconds)).rows().getFirst().cpuPercent();
  }

  private static Looks on(ProcessRow row) {
    return new Looks().node(1).node(2).with(row);
  }

  @Test
  void theFirstLookShowsTheAverageOfTheLife() {
    assertThat(cpu(on(used("node1", 5000)), 10)).isEqualTo(1.25);
  }

  @Test
  void laterLooksShowWhatWasUsedBetweenThem() {
    cpu(on(used("node1", 5000)), 10);

    assertThat(cpu(on(used("node1", 5500)), 12)).isCloseTo(25, within(0.01));
    assertThat(cpu(on(used("node1", 5500)), 13)).isZero();
    assertThat(cpu(on(used("node1", 7500)), 14)).isCloseTo(200, within(0.01));
  }

  @Test
  void aProcessThatHasMovedGoesOnWithItsTime() {
    cpu(on(used("node1", 5000)), 10);

    assertThat(cpu(on(used("node2", 5600)), 11)).isCloseTo(60, within(0.01));
  }

  @Test
  void timeThatAMoveHasNotCarriedOverYetIsNeitherNegativeNorTooMuchAfterwards() {
    cpu(on(used("node1", 500_000)), 10);

    assertThat(cpu(on(used("node2", 20)), 11)).isZero();
    assertThat(cpu(on(used("node2", 500_500)), 12)).isEqualTo(200);
  }

  @Test
  void aProcessThatWasOnItsWayDuringALookIsStillTheSame() {
    cpu(on(used("node1", 5000)), 10);
    meter.next(new Looks().node(1).node(2).after(11));

    assertThat(cpu(on(used("node2", 5500)), 12)).isCloseTo(25, within(0.01));
  }

  @Test
  void anotherProcessWithTheSameNumberBeginsAnew() {
    cpu(on(used("node1", 5000)), 10);
    ProcessRow old = used("node1", 6000);
    ProcessRow young =
        new ProcessRow(
            old.gpid(),
            old.node(),
            old.pid(),
            old.parent(),
            old.application(),
            old.uid(),
            old.user(),
            old.state(),
            7.5,
            old.memoryPercent(),
            old.rssBytes(),
            old.time(),
            Looks.START.plusSeconds(10),
            old.command());

    assertThat(cpu(on(young), 11)).isEqualTo(7.5);
  }

  @Test
  void aNodeThatDoesNotAnswerKeepsItsFiguresAndGoesOnRightAfterwards() {
    Looks first = new Looks().node(1).with(used("node1", 5000));
    Looks silent =
        new Looks()
            .node(1, 0, 0, Duration.ofSeconds(2), Optional.of(SILENT))
            .with(used("node1", 6000));
    meter.next(first.after(10));
    meter.next(new Looks().node(1).with(used("node1", 6000)).after(11));

    Picture picture = meter.next(silent.after(13));
    assertThat(picture.rows().getFirst().cpuPercent()).isCloseTo(100, within(0.01));
    assertThat(picture.rows().getFirst().old()).isTrue();
    assertThat(picture.nodes().getFirst().problem()).contains(SILENT);
    assertThat(cpu(new Looks().node(1).with(used("node1", 7500)), 14)).isCloseTo(50, within(0.01));
  }

  @Test
  void nodesOfOneKernelShareItsProcessors() {
    Looks before =
        new Looks()
            .node(1, 100, 4000, Duration.ZERO, Optional.empty())
            .node(2, 100, 4000, Duration.ZERO, Optional.empty());
    Looks after =
        new Looks()
            .node(1, 150, 4200, Duration.ZERO, Optional.empty())
            .node(2, 120, 4200, Duration.ZERO, Optional.empty());
    meter.next(before.after(10));

    Picture picture = meter.next(after.after(11));
    assertThat(picture.nodes().getFirst().use().orElseThrow().cpuPercent()).isEqualTo(25);
    assertThat(picture.nodes().getLast().use().orElseThrow().cpuPercent()).isEqualTo(10);
    assertThat(picture.all().cpuPercent()).isEqualTo(35);
    assertThat(picture.all().cpus()).isEqualTo(2);
    assertThat(picture.all().memoryPercent()).isEqualTo(25);
  }

  @Test
  void countsWhatProcessesDo() {
    Looks looks = new Looks().node(1);
    for (char state : new char[] {'R', 'S', 'D', 'T', 't', 'Z', 'I'}) {
      looks.with(
          Looks.process(
              Looks.gpid(17, 3 + state), Optional.of(17), "node1", Duration.ZERO, state, "x"));
    }

    assertThat(meter.next(looks.after(1)).tasks()).isEqualTo(new TaskCounts(7, 1, 3, 2, 1, 1));
  }
}
