package io.ssi.memory;

import static org.assertj.core.api.Assertions.assertThat;

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
  void everyFieldOfLinux618HasARule() {
    String fields =
        """
        MemTotal MemFree MemAvailable Buffers Cached SwapCached Active Inactive
        Active(anon) Inactive(anon) Active(file) Inactive(file) Unevictable Mlocked
        SwapTotal SwapFree Zswap Zswapped Dirty Writeback AnonPages Mapped Shmem
        KReclaimable Slab SReclaimable SUnreclaim KernelStack PageTables SecPageTables
        NFS_Unstable Bounce WritebackTmp CommitLimit Committed_AS VmallocTotal
        VmallocUsed VmallocChunk Percpu AnonHugePages ShmemHugePages ShmemPmdMapped
        FileHugePages FilePmdMapped Balloon HugePages_Total HugePages_Free
        HugePages_Rsvd HugePages_Surp Hugepagesize Hugetlb DirectMap4k DirectMap2M
        DirectMap1G
        """;

    assertThat(
            FieldRule.ALL.stream()
                .filter(rule -> rule.file().equals("meminfo"))
                .map(FieldRule::field))
        .contains(fields.strip().split("\\s+", -1));
  }

  @Test
  void aFieldOfALaterKernelIsCountedOncePerKernel() {
    assertThat(FieldRule.ofMeminfo("FieldOfALaterKernel")).isEqualTo(MergeRule.ONCE_PER_KERNEL);
  }
}
