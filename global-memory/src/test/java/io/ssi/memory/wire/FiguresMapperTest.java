package io.ssi.memory.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.testing.SeededRuns;
import io.ssi.memory.CorruptFiguresException;
import io.ssi.memory.LocalFigures;
import io.ssi.memory.NodeFigures;
import io.ssi.memory.NodeShare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FiguresMapperTest {
  private static final Path STORED = Path.of("src", "test", "resources", "figures-schema-1.hex");

  private final NodeFigures figures =
      new LocalFigures(
              new ProcFs(Path.of("/proc")),
              new NodeShare.WholeMachine(),
              InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000L, 999_999_999)))
          .read();

  @Test
  void figuresOfTheRunningMachineComeBackAsTheyWere() {
    assertThat(FiguresMapper.decode(FiguresMapper.encode(figures))).isEqualTo(figures);
  }

  @Test
  void aCutMessageIsRefusedOrLacksAFile() {
    byte[] whole = FiguresMapper.encode(figures);

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> FiguresMapper.decode(cut))
          .as("cut to %s", length)
          .isInstanceOf(CorruptFiguresException.class);
    }
  }

  @Test
  void randomDamageIsEitherReadOrRefused() {
    byte[] whole = FiguresMapper.encode(figures);

    SeededRuns.repeat(
        1000,
        random -> {
          byte[] damaged = whole.clone();
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
          try {
            assertThat(FiguresMapper.decode(damaged)).isNotNull();
          } catch (CorruptFiguresException expected) {
            assertThat(expected).hasMessageContaining("figures");
          }
        });
  }

  @Test
  void bytesOfTheFirstSchemaAreStillRead() throws IOException {
    byte[] stored = HexFormat.of().parseHex(Files.readString(STORED).strip());

    NodeFigures read = FiguresMapper.decode(stored);

    assertThat(read.meminfo().value("MemTotal")).hasValue(24684084);
    assertThat(read.kernelRelease()).isEqualTo("6.12.9-amd64");
    assertThat(read.cpuinfo().processors()).hasSize(2);
    assertThat(FiguresMapper.encode(read)).isEqualTo(stored);
  }
}
