package io.ssi.migration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.LocalPid;
import io.ssi.linux.procfs.testing.ProcFixture;
import io.ssi.linux.procfs.testing.ProcessFixture;
import io.ssi.migration.container.Member;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsReaderTest {
  private static final LocalPid AGENT = new LocalPid(10);

  private static final String HEADING =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt uid timeout inode\n";

  @TempDir Path root;

  private ProcFixture proc;

  @BeforeEach
  void makesAnAgentAndAContainer() {
    proc =
        new ProcFixture(root)
            .put(ProcessFixture.sleeping(10, "agent"))
            .put(ProcessFixture.sleeping(102, "reaper"))
            .put(ProcessFixture.sleeping(103, "program"));
    for (int pid : List.of(10, 102, 103)) {
      proc.link(pid + "/ns/mnt", "mnt:[7]")
          .link(pid + "/ns/net", "net:[8]")
          .link(pid + "/fd/0", "socket:[77]")
          .link(pid + "/cwd", "/")
          .file(pid + "/maps", "")
          .file(pid + "/net/tcp", HEADING);
    }
  }

  private ApplicationFacts read() {
    return new FactsReader(proc.procFs(), AGENT)
        .read(
            List.of(new Member(2, new LocalPid(102)), new Member(3, new LocalPid(103))),
            path -> false);
  }

  @Test
  void findsNothingSpecialInAPlainProgram() {
    assertThat(read().processes())
        .hasSize(2)
        .allMatch(process -> process.ownNamespaces().isEmpty())
        .noneMatch(ProcessFacts::ofOtherUser);
  }

  @Test
  void namesTheNamespacesThatTheFirstProcessIsNotIn() {
    proc.link("103/ns/mnt", "mnt:[9]").link("103/ns/net", "net:[10]");

    assertThat(read().processes().getLast().ownNamespaces()).containsExactly("mnt", "net");
  }

  @Test
  void tellsAProcessOfAnotherUser() {
    proc.put(ProcessFixture.sleeping(103, "program").with(1, 1000, 10));

    assertThat(read().processes())
        .extracting(ProcessFacts::ofOtherUser)
        .containsExactly(false, true);
  }
}
