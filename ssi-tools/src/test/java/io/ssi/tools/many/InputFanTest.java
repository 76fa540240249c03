package io.ssi.tools.many;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.pid.foreground.RunMessage;
import io.ssi.pid.foreground.RunStream;
import io.ssi.tools.testing.FakeConsole;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InputFanTest {
  private static final int PIECE = RunMessage.MOST_DATA;
  private static final int ALL = Integer.MAX_VALUE;
  private final FakeConsole console = new FakeConsole();

  private InputFan.Reader runs(InputFan fan) {
    assertThat(fan.start()).isTrue();
    return fan.join(() -> {});
  }

  private static Optional<String> text(InputFan.Reader reader, int most) {
    return reader
        .next(most)
        .map(message ->
            switch (message) {
              case RunMessage.Data(_, byte[] bytes) -> new String(bytes, StandardCharsets.UTF_8);
              case RunMessage.End _ -> "END";
              default -> throw new IllegalArgumentException(message.toString());
            });
  }

  private int given() {
    return RunMessage.WINDOW
        + console.sent.stream()
            .mapToInt(message -> message instanceof RunMessage.Room(_, int bytes) ? bytes : 0)
            .sum();
  }

  private boolean isClosed() {
    return console.sent.contains(new RunMessage.Closed(RunStream.INPUT));
  }

  @Test
  void everyCopyGetsAllOfIt() {
    InputFan fan = new InputFan(console, 2, 2);
    InputFan.Reader first = runs(fan);
    assertThat(fan.take("one".getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(text(first, 2)).contains("on");
    InputFan.Reader second = runs(fan);
    fan.end();

    assertThat(text(first, ALL)).contains("e");
    assertThat(text(second, ALL)).contains("one");
    assertThat(text(first, ALL)).contains("END");
    assertThat(text(second, ALL)).contains("END");
    assertThat(text(second, ALL)).isEmpty();
  }

  @Test
  void theSlowestSetsThePace() {
    InputFan fan = new InputFan(console, 2, 2);
    InputFan.Reader fast = runs(fan);
    InputFan.Reader slow = runs(fan);
    for (int i = 0; i < RunMessage.WINDOW / PIECE; i++) {
      assertThat(fan.take(new byte[PIECE])).isTrue();
      assertThat(fast.next(ALL)).isPresent();
    }

    assertThat(given()).as("while the other has nothing").isEqualTo(RunMessage.WINDOW);
    assertThat(fan.take(new byte[1])).as("more than there is room for").isFalse();
    assertThat(slow.next(PIECE)).isPresent();
    assertThat(given()).isEqualTo(RunMessage.WINDOW + PIECE);
    slow.close();
    assertThat(given()).as("one that ends holds up nobody").isEqualTo(2 * RunMessage.WINDOW);
  }

  @Test
  void isClosedWhenNobodyReadsAndNobodyWill() {
    InputFan fan = new InputFan(console, 3, 3);
    InputFan.Reader first = runs(fan);
    first.close();
    assertThat(isClosed()).isFalse();
    assertThat(fan.start()).isTrue();
    fan.failed();
    assertThat(isClosed()).isFalse();
    fan.skip();

    assertThat(isClosed()).isTrue();
    assertThat(fan.take(new byte[10])).as("what was on its way").isTrue();
  }

  @Test
  void isKeptForThoseThatStartLater() {
    InputFan fan = new InputFan(console, 2, 1);
    InputFan.Reader first = runs(fan);
    fan.waits(true);
    assertThat(given()).as("under way at one time").isEqualTo(RunMessage.WINDOW);
    assertThat(fan.take("all".getBytes(StandardCharsets.UTF_8))).isTrue();
    fan.end();
    assertThat(text(first, ALL)).contains("all");
    first.close();
    fan.waits(false);

    InputFan.Reader second = runs(fan);
    assertThat(text(second, ALL)).contains("all");
    assertThat(text(second, ALL)).contains("END");
  }

  @Test
  void whatIsTooMuchToKeepIsRefusedToThoseThatStartLater() {
    InputFan fan = new InputFan(console, 2, 1);
    InputFan.Reader first = runs(fan);
    fan.waits(true);
    for (int i = 0; i < InputFan.KEPT / PIECE; i++) {
      assertThat(fan.take(new byte[PIECE])).isTrue();
      assertThat(first.next(ALL)).isPresent();
    }

    assertThat(given()).as("goes on for the first").isGreaterThan(InputFan.KEPT);
    fan.waits(false);
    assertThat(fan.start()).isFalse();
  }

  @Test
  void noneIsAnEndAtOnce() {
    InputFan fan = new InputFan(console, 1, 1);
    fan.none();

    assertThat(isClosed()).isTrue();
    assertThat(text(runs(fan), ALL)).contains("END");
  }
}
