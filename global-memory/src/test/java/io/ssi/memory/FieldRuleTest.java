package io.ssi.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.procfs.MeminfoFile;
import io.ssi.linux.procfs.ProcFs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldRuleTest {
  private static final Path NOTE = Path.of("..", "docs", "design", "figures.md");

  @Test
  void theDesignNoteListsExactlyTheseRules() throws IOException {
    List<String> rows =
        Files.readAllLines(NOTE).stream().filter(line -> line.startsWith("| `")).toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            FieldRule.ALL.stream()
                .map(rule ->
                    "| `%s` | `%s` | %s | %s |"
                        .formatted(rule.file(), rule.field(), rule.rule(), rule.share()))
                .toList());
  }

  @Test
  void noFieldHasTwoRules() {
    assertThat(FieldRule.ALL.stream().map(rule -> rule.file() + " " + rule.field()))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyFieldOfTheRunningMachineHasARule() {
    List<String> ruled =
        FieldRule.ALL.stream()
            .filter(rule -> rule.file().equals("meminfo"))
            .map(FieldRule::field)
            .toList();

    assertThat(new ProcFs(Path.of("/proc")).meminfo().fields())
        .extracting(MeminfoFile.Field::name)
        .isSubsetOf(ruled);
    assertThat(FieldRule.ofMeminfo("FieldOfALaterKernel")).isEqualTo(MergeRule.ONCE_PER_KERNEL);
  }
}
