package io.ssi.tools.top.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeId;
import io.ssi.pid.GlobalPid;
import io.ssi.tools.top.model.Looks;
import io.ssi.tools.top.model.Meter;
import io.ssi.tools.top.model.Picture;
import io.ssi.tools.top.model.Wish;
import io.ssi.tools.top.screen.ScreenLine;
import io.ssi.tools.top.screen.ScreenLine.Look;
import io.ssi.tools.top.screen.ScreenSize;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopViewTest {
  private static final Wish WISH = Wish.DEFAULT;

  private static Picture picture() {
    Looks looks =
        new Looks()
            .node(1, 1000, 4000, Duration.ZERO, Optional.empty())
            .node(2, 20, 4000, Duration.ofMillis(4200), Optional.of("request timed out"))
            .failed(3, "node gone: its init has ended");
    looks.with(Looks.process(17, "node2", Duration.ofSeconds(65), "sleep 1000"));
    looks.with(
        Looks.process(
            GlobalPid.ofNode(new NodeId(255), 4_194_303),
            Optional.empty(),
            "node1",
            Duration.ofDays(30),
            'R',
            "/usr/lib/evil/\u001b[2J\u009b\u202eprogram \u4e2d\u6587 --with=a-long-command-line"));
    return new Meter().next(looks.after(10));
  }

  private static TopView.Laid laid(int rows, int columns, Place place, String message) {
    Picture picture = picture();
    return TopView.screen(
        picture,
        WISH,
        WISH.rows(picture),
        place,
        message,
        new TopView.Frame(new ScreenSize(rows, columns), ZoneOffset.UTC));
  }

  private static String text(List<ScreenLine> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.text().stripTrailing()).append('\n'));
    return text.toString();
  }

  @Test
  void isReadableAtEightyColumns() {
    List<ScreenLine> lines = laid(24, 80, Place.FIRST, "").lines();

    assertThat(text(lines))
        .isEqualTo(
            """
            ssi top - lab 05:00:10, nodes: 2 online, 1 failed, load 0.50
            tasks  2, 1 running, 1 sleeping, 0 stopped, 0 zombie; 1 applications
            total  cpu  25.5 %  mem  25.0 %   4.0G of 16G    of 2 processors
              node1 online   cpu  25.0 %  mem  25.0 %   2.0G of 8.0G   load 0.25
              node2 no answer, shown as of 4.2s ago: request timed out
              node3 failed: node gone: its init has ended
            by cpu, every 2 s; ? helps
                  GPID USER NODE  S  %CPU %MEM   RES    TIME+   APP COMMAND
                557059 ada  node2 S   1.3  0.5  3.0M  1:05.00    17 sleep 1000
            2147483647 root node1 R   1.3  0.5  3.0M 43200:00     - /usr/lib/evil/?[2J??prog
            """);
    assertThat(lines).allMatch(line -> line.text().length() <= 80);
    assertThat(lines)
        .extracting(ScreenLine::look)
        .containsExactly(
            Look.STRONG,
            Look.PLAIN,
            Look.PLAIN,
            Look.PLAIN,
            Look.ALARM,
            Look.ALARM,
            Look.PLAIN,
            Look.TITLE,
            Look.SELECTED,
            Look.PLAIN);
  }

  @Test
  void aWideTerminalShowsMoreOfCommands() {
    assertThat(text(laid(24, 160, Place.FIRST, "").lines()))
        .contains("/usr/lib/evil/?[2J??program \u4e2d\u6587 --with=a-long-command-line\n");
  }

  @Test
  void aMessageTakesTheLineAboveTheTable() {
    TopView.Laid laid = laid(24, 80, Place.FIRST, "signal to process [557059]: ");

    assertThat(laid.lines().get(laid.input()).text()).isEqualTo("signal to process [557059]: ");
  }

  @Test
  void fitsWhateverTheSize() {
    for (int rows = 1; rows < 30; rows++) {
      for (int columns = 1; columns < 130; columns += 8) {
        List<ScreenLine> lines = laid(rows, columns, Place.FIRST, "").lines();
        int most = columns;
        assertThat(lines).hasSizeLessThanOrEqualTo(rows);
        assertThat(lines).allMatch(line -> line.text().length() <= most);
      }
    }
  }

  @Test
  void processesOfANodeThatDoesNotAnswerLookOld() {
    GlobalPid other = GlobalPid.ofNode(new NodeId(255), 4_194_303);

    List<ScreenLine> lines = laid(24, 80, new Place(Optional.of(other), 0), "").lines();

    assertThat(lines.get(8).look()).isEqualTo(Look.OLD);
    assertThat(lines.get(9).look()).isEqualTo(Look.SELECTED);
  }

  @Test
  void theTextOfALookHasNoControlCharacters() {
    List<String> lines = TopView.text(picture(), WISH, 0, ZoneOffset.UTC);

    assertThat(String.join("", lines)).matches("[^\\p{Cntrl}\\p{Cf}]*");
    assertThat(lines.getLast()).endsWith("--with=a-long-command-line");
  }

  @Test
  void longTimesLoseTheirSmallParts() {
    assertThat(TopColumns.time(Duration.ofMillis(12_340))).isEqualTo("0:12.34");
    assertThat(TopColumns.time(Duration.ofMinutes(99_999).plusSeconds(7))).isEqualTo("99999:07");
    assertThat(TopColumns.time(Duration.ofHours(100_000))).isEqualTo("100000h");
  }
}
