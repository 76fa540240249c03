package io.ssi.tools.top.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.tools.top.model.Looks;
import io.ssi.tools.top.model.Meter;
import io.ssi.tools.top.model.TopRow;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlaceTest {
  private static List<TopRow> rows(int from, int to) {
    Looks looks = new Looks().node(1);
    IntStream.rangeClosed(from, to)
        .forEach(i -> looks.with(Looks.process(i, "node1", Duration.ZERO, "p" + i)));
    return new Meter().next(looks.after(1)).rows();
  }

  @Test
  void staysWithItsProcess() {
    Place third = Place.FIRST.moved(rows(1, 9), 2, 5);

    assertThat(third.index(rows(1, 9))).isEqualTo(2);
    assertThat(third.index(rows(2, 9))).isEqualTo(1);
    assertThat(third.index(rows(4, 9))).isEqualTo(0);
    assertThat(third.selected(List.of())).isEmpty();
  }

  @Test
  void scrollsAsFarAsThereIsAnything() {
    List<TopRow> rows = rows(1, 20);

    assertThat(Place.FIRST.moved(rows, 4, 5).first(rows, 5)).isZero();
    assertThat(Place.FIRST.moved(rows, 5, 5).first(rows, 5)).isEqualTo(1);
    Place last = Place.FIRST.moved(rows, 1000, 5);
    assertThat(last.index(rows)).isEqualTo(19);
    assertThat(last.first(rows, 5)).isEqualTo(15);
    assertThat(last.moved(rows, -2, 5).first(rows, 5)).isEqualTo(15);
    assertThat(last.moved(rows, -1000, 5)).isEqualTo(Place.FIRST);
  }

  @Test
  void showsAFullScreenWhenProcessesHaveEnded() {
    Place last = Place.FIRST.moved(rows(1, 20), 1000, 5);

    assertThat(last.first(rows(1, 6), 5)).isZero();
  }
}
