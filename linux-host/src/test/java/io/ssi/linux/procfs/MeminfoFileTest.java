package io.ssi.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.procfs.MeminfoFile.Field;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeminfoFileTest {

  @Test
  void padsAsTheKernelDoes() {
    MeminfoFile file =
        new MeminfoFile(
            List.of(
                new Field("MemTotal", 24684084, true),
                new Field("Active(anon)", 1580, true),
                new Field("VmallocTotal", 34359738367L, true),
                new Field("HardwareCorrupted", 0, true),
                new Field("HugePages_Total", 7, false),
                new Field("HugePages_Free", 123456, false),
                new Field("Hugepagesize", 2048, true)));

    assertThat(file.format())
        .isEqualTo(
            """
            MemTotal:       24684084 kB
            Active(anon):       1580 kB
            VmallocTotal:   34359738367 kB
            HardwareCorrupted:     0 kB
            HugePages_Total:       7
            HugePages_Free:    123456
            Hugepagesize:       2048 kB
            """);
  }

  @Test
  void knowsWhichFieldsItHas() {
    MeminfoFile file = new MeminfoFile(List.of(new Field("MemFree", 5, true)));

    assertThat(file.value("MemFree")).hasValue(5);
    assertThat(file.bytes("MemFree")).isEqualTo(5120);
    assertThat(file.value("Zswap")).isEmpty();
  }
}
