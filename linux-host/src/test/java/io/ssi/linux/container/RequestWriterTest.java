package io.ssi.linux.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.container.ResourceLimit.Resource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestWriterTest {

  @Test
  void aStartHoldsAllOfTheProgram() {
    ProgramSpec spec =
        ProgramSpec.of(List.of("prog", "a b"))
            .withEnvironment(Map.of("HOME", "/h", "A", ""))
            .in(Path.of("/tmp"))
            .as(new Credentials(1000, -2, List.of(4, 24)))
            .withUmask(077)
            .withNice(-5)
            .withLimits(List.of(new ResourceLimit(Resource.NOFILE, 10, ResourceLimit.UNLIMITED)))
            .withStreams(
                new ProgramStreams(
                    new StreamSpec.OfFile(Path.of("in file")),
                    new StreamSpec.OfPipe(),
                    new StreamSpec.OfTerminal(),
                    30,
                    100));

    KeeperFrame frame = RequestWriter.start(spec);

    assertThat(frame.all("arg")).containsExactly("prog", "a b");
    assertThat(frame.all("env")).containsExactly("A=", "HOME=/h");
    assertThat(frame.fields().stream().map(f -> f.key() + "=" + f.value()))
        .contains(
            "uid=1000",
            "gid=4294967294",
            "groups=4,24",
            "cwd=/tmp",
            "umask=077",
            "nice=-5",
            "rlimit=nofile:10:unlimited",
            "stdin=file:in file",
            "stdout=pipe",
            "stderr=pty",
            "rows=30",
            "columns=100");
  }

  @Test
  void nonsenseIsRefusedBeforeItIsSent() {
    assertThatThrownBy(() -> ProgramSpec.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ProgramSpec.of(List.of("x")).in(Path.of("relative")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ProgramSpec.of(List.of("x")).withNice(20))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ResourceLimit(Resource.CPU, 5, 4))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LaunchRequest.of(32768)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WorkerSpec.of(List.of("criu"), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
