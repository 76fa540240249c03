package io.ssi.tools.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.tools.output.TableWriter.Column;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableWriterTest {
  private final TableWriter table =
      new TableWriter(
          List.of(Column.words("NODE"), Column.numbers("PROCS"), Column.words("COMMAND")));

  private String written(Style style) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    table.write(out, style);
    return text.toString();
  }

  @Test
  void alignsWordsLeftAndNumbersRight() {
    table.row("n1", "5", "sh");
    table.row("node-seven", "123456", "sleep 10");

    assertThat(written(Style.PLAIN))
        .isEqualTo(
            """
            NODE        PROCS COMMAND
            n1              5 sh
            node-seven 123456 sleep 10
            """);
  }

  @Test
  void showsNothingAsADashAndControlCharactersAsQuestionMarks() {
    table.row("", "1", "evil\u001b[2J\nname");

    assertThat(written(Style.PLAIN)).endsWith("-        1 evil?[2J?name\n");
  }

  @Test
  void cutsLinesAtTheWidthOfTheTerminalOnly() {
    table.row("n1", "5", "a long command line");

    assertThat(written(new Style(15, false))).endsWith("n1       5 a lo\n");
    assertThat(written(Style.PLAIN)).endsWith("line\n");
  }

  @Test
  void coloursLinesOnlyWhereColoursAreWanted() {
    table.row(Colour.ALARM, "n1", "5", "sh");

    assertThat(written(new Style(0, true))).contains("\u001b[31mn1       5 sh\u001b[0m\n");
    assertThat(written(Style.PLAIN)).doesNotContain("\u001b");
  }

  @Test
  void refusesARowOfTheWrongLength() {
    assertThatThrownBy(() -> table.row("n1")).isInstanceOf(IllegalArgumentException.class);
  }
}
