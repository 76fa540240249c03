package io.ssi.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.LocalPid;
import io.ssi.linux.procfs.testing.ProcFixture;
import io.ssi.linux.procfs.testing.ProcessFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusFileTest {

  @Test
  void listsTheNumbersInAllNamespaces(@TempDir Path directory) {
    ProcFixture proc = new ProcFixture(directory);
    proc.put(ProcessFixture.sleeping(900, "a\\b\nc").with(800, 1000, 25).inNamespace(77, 30, 2));

    StatusFile status = proc.procFs().status(new LocalPid(900)).orElseThrow();

    assertThat(status.name()).isEqualTo("a\\b\nc");
    assertThat(status.namespacePids()).containsExactly(900, 30, 2);
    assertThat(status.users()).isEqualTo(new IdSet(1000, 1000, 1000, 1000));
    assertThat(status.residentBytes()).hasValue(100 * 1024);
    assertThat(status.supplementaryGroups()).isEmpty();
  }

  @Test
  void aKernelThreadHasNoMemory() {
    String text =
        """
        Name:\tkthreadd
        State:\tS (sleeping)
        Tgid:\t2
        Pid:\t2
        PPid:\t0
        TracerPid:\t0
        Uid:\t0\t0\t0\t4294967295
        Gid:\t0\t0\t0\t0
        Groups:\t4 24 27\s
        NSpid:\t2
        NSpgid:\t0
        Threads:\t1
        SigPnd:\t0000000000000000
        ShdPnd:\t0000000000000000
        SigBlk:\t0000000000000000
        SigIgn:\tffffffffffffffff
        SigCgt:\t0000000000004001
        CapEff:\t000001ffffffffff
        nonvoluntary_ctxt_switches:\t0
        """;

    StatusFile status = StatusFile.parse(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();

    assertThat(status.residentBytes()).isEmpty();
    assertThat(status.users().filesystem()).isEqualTo(-1);
    assertThat(status.supplementaryGroups()).containsExactly(4, 24, 27);
    assertThat(status.signals().ignored()).isEqualTo(-1L);
    assertThat(status.signals().catches(1)).isTrue();
    assertThat(status.signals().catches(15)).isTrue();
    assertThat(status.signals().catches(2)).isFalse();
    String doubled = text.replace("NSpid:\t2\n", "NSpid:\t2\nNSpid:\t2\n");
    assertThatThrownBy(() -> StatusFile.parse(doubled.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(CorruptProcFileException.class)
        .hasMessageContaining("twice");
  }

  @Test
  void aProcessThatIsReapedWhileItsFileIsPrintedIsGone(@TempDir Path directory) throws IOException {
    ProcFixture proc = new ProcFixture(directory);
    proc.put(ProcessFixture.sleeping(900, "true").inNamespace(77, 30));
    Path file = directory.resolve("900/status");
    String whole = Files.readString(file);

    for (String line : List.of("Tgid:\t900", "Pid:\t900", "NSpid:\t900\t30")) {
      assertThat(whole).contains("\n" + line + "\n");
      String reaped =
          whole.replace("\n" + line + "\n", "\n" + line.replaceAll("[0-9]+", "0") + "\n");
      Files.writeString(file, reaped);

      assertThat(proc.procFs().status(new LocalPid(900))).as(line).isEmpty();
    }
  }
}
