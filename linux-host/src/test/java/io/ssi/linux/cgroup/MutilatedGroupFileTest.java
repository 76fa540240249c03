package io.ssi.linux.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.LinuxException;
import io.ssi.linux.testing.SeededRuns;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MutilatedGroupFileTest {
  @TempDir private Path root;
  private GroupTree tree;
  private MemoryAccount memory;

  @BeforeEach
  void mount() {
    tree = new GroupTree(root).unified("/").write("fs/n/memory.current", "1\n");
    memory = tree.detect().top().child("n").memory().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "12", "x\n", "-1\n", "1 2\n", "9223372036854775808\n", "1\n2\n"})
  void aNumberIsOneLineWithDigits(String content) {
    tree.write("fs/n/memory.current", content);

    assertThatThrownBy(memory::usage)
        .isInstanceOf(CorruptControlGroupFileException.class)
        .hasMessageContaining("memory.current");
  }

  @Test
  void aCutStatisticIsAnErrorWhereverItWasCut() {
    int needed = GroupTree.STAT.indexOf("slab ") - 1;
    for (int length = 0; length <= needed - 1; length++) {
      tree.write("fs/n/memory.stat", GroupTree.STAT.substring(0, length));

      assertThatThrownBy(memory::stat).as("cut to %s", length).isInstanceOf(LinuxException.class);
    }
  }

  @Test
  void randomDamageIsEitherParsedOrNamed() {
    SeededRuns.repeat(
        200,
        random -> {
          byte[] bytes = GroupTree.STAT.getBytes(StandardCharsets.UTF_8);
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(1, 127);
          tree.write("fs/n/memory.stat", new String(bytes, StandardCharsets.UTF_8));
          try {
            assertThat(memory.stat().anon()).isNotNegative();
          } catch (CorruptControlGroupFileException expected) {
            assertThat(expected).hasMessageContaining("memory.stat");
          }
        });
  }

  @Test
  void aMountTableThatIsNoneIsAnError() {
    tree.write("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw\n");

    assertThatThrownBy(tree::detect).isInstanceOf(CorruptControlGroupFileException.class);
  }

  @Test
  void aMissingGroupIsNamed() {
    assertThatThrownBy(() -> tree.detect().top().child("gone").processes())
        .isInstanceOf(ControlGroupException.class)
        .hasMessageContaining("gone/cgroup.procs");
  }
}
