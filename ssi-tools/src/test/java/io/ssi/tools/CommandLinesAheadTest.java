package io.ssi.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.tools.command.VersionCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandLinesAheadTest {
  private final AtomicInteger made = new AtomicInteger();
  private final List<Runnable> tasks = new ArrayList<>();
  private final CommandLinesAhead ahead =
      new CommandLinesAhead(
          new VerbCatalog(
              Map.of(
                  "look",
                  () -> {
                    made.incrementAndGet();
                    return new VersionCommand();
                  })),
          tasks::add);

  @Test
  void whatWasPreparedIsTakenOnce() {
    CommandLine first = ahead.take("look");
    ahead.prepare("look");
    tasks.forEach(Runnable::run);
    assertThat(made).hasValue(2);

    CommandLine second = ahead.take("look");
    assertThat(made).hasValue(2);
    CommandLine third = ahead.take("look");

    assertThat(made).hasValue(3);
    assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
    assertThat(second.getSubcommands()).containsOnlyKeys("look");
  }

  @Test
  void nothingIsPreparedForWordsThatAreNoVerbs() {
    ahead.prepare("lok");
    ahead.prepare("");

    assertThat(tasks).isEmpty();
    assertThat(ahead.take("lok").getSubcommands()).containsKeys("look", "ps");
  }
}
