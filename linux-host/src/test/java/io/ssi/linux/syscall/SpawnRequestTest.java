package io.ssi.linux.syscall;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpawnRequestTest {

  @Test
  void refusesAProgramWithoutItsOwnName() {
    assertThatThrownBy(() -> SpawnRequest.of(Path.of("/bin/true"), List.of(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesDescriptorNumbersOutOfRange() {
    try (Pipe pipe = Pipe.open()) {
      Map<Integer, Descriptor> wanted = Map.of(256, pipe.reader());
      assertThatThrownBy(() -> SpawnRequest.of(Path.of("/bin/true"), List.of("true"), wanted))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("256");
    }
  }
}
