package io.ssi.tools.many;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LineLabellerTest {
  private final LineLabeller lines = new LineLabeller("node1");

  private String take(String bytes) {
    return new String(lines.take(bytes.getBytes(ISO_8859_1)), ISO_8859_1);
  }

  private String finish() {
    return new String(lines.finish(), ISO_8859_1);
  }

  @Test
  void labelsEveryLine() {
    assertThat(take("a\nb\n\nc\n")).isEqualTo("node1: a\nnode1: b\nnode1: \nnode1: c\n");
    assertThat(finish()).isEmpty();
  }

  @Test
  void putsALineTogetherThatComesInPieces() {
    assertThat(take("one")).isEmpty();
    assertThat(take("two")).isEmpty();
    assertThat(take("\nthree")).isEqualTo("node1: onetwo\n");
    assertThat(finish()).isEqualTo("node1: three\n");
    assertThat(finish()).as("said once").isEmpty();
  }

  @Test
  void passesBytesOnThatAreNoText() {
    assertThat(take("\0\u00ff\u0080\r\n\u00c3\n"))
        .isEqualTo("node1: \0\u00ff\u0080\r\nnode1: \u00c3\n");
  }

  @Test
  void cutsALineThatIsTooLong() {
    String longest = "x".repeat(LineLabeller.LONGEST);

    assertThat(take(longest + "\n")).isEqualTo("node1: " + longest + "\n");
    assertThat(take(longest)).isEmpty();
    assertThat(take("y")).isEqualTo("node1: " + longest + "\n");
    assertThat(take("z\n")).isEqualTo("node1: yz\n");
  }

  @Test
  void losesNothingWhereverTheBytesAreCut() {
    byte[] bytes = "a\n\nbc\r\n\0\n\u00ff\u0085d".getBytes(ISO_8859_1);
    for (int first = 0; first <= bytes.length; first++) {
      for (int second = first; second <= bytes.length; second++) {
        LineLabeller labeller = new LineLabeller("n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(labeller.take(Arrays.copyOfRange(bytes, 0, first)));
        all.writeBytes(labeller.take(Arrays.copyOfRange(bytes, first, second)));
        all.writeBytes(labeller.take(Arrays.copyOfRange(bytes, second, bytes.length)));
        all.writeBytes(labeller.finish());
        assertThat(all.toString(ISO_8859_1))
            .as("cut at %d and %d", first, second)
            .isEqualTo("n: a\nn: \nn: bc\r\nn: \0\nn: \u00ff\u0085d\n");
      }
    }
  }
}
