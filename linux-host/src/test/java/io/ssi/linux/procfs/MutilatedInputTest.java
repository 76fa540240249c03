package io.ssi.linux.procfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.LocalPid;
import io.ssi.linux.testing.SeededRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Takes files of the running machine, breaks them, and expects an error, never a default. */
class MutilatedInputTest {
  private static final Path PROC = Path.of("/proc");

  record Sample(String file, Function<byte[], ?> parser, String lastNeeded) {
    byte[] bytes() {
      try {
        return Files.readAllBytes(PROC.resolve(file));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Everything before the end of the last needed line must be there. */
  static Stream<Sample> samples() {
    return Stream.of(
        new Sample("self/stat", StatFile::parse, "\n"),
        new Sample("self/status", StatusFile::parse, "\nnonvoluntary_ctxt_switches:\t"),
        new Sample("self/fdinfo/0", FdInfoFile::parse, "mnt_id:\t"),
        new Sample("meminfo", MeminfoFile::parse, "\nDirectMap2M:"),
        new Sample("stat", MachineStatFile::parse, "\nsoftirq"),
        new Sample("loadavg", LoadavgFile::parse, "\n"),
        new Sample("uptime", UptimeFile::parse, "\n"),
        new Sample("sys/kernel/random/boot_id", BootIdFile::parse, "\n"),
        new Sample("sys/kernel/osrelease", KernelRelease::parse, "\n"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void refusesEveryPrefixThatLacksSomethingNeeded(Sample sample) {
    byte[] whole = sample.bytes();
    String text = new String(whole, UTF_8);
    int needed =
        text.indexOf('\n', text.indexOf(sample.lastNeeded()) + sample.lastNeeded().length() - 1);
    assertThat(needed).isPositive();

    for (int length = 0; length <= needed; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> sample.parser().apply(cut))
          .as("%s cut to %s bytes", sample.file(), length)
          .isInstanceOf(CorruptProcFileException.class)
          .hasMessageContaining("Cannot parse /proc/");
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void randomDamageIsEitherParsedOrNamed(Sample sample) {
    byte[] whole = sample.bytes();

    SeededRuns.repeat(
        300,
        random -> {
          byte[] damaged = whole.clone();
          for (int i = random.nextInt(1, 4); i > 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
          }
          try {
            assertThat(sample.parser().apply(damaged)).isNotNull();
          } catch (CorruptProcFileException expected) {
            assertThat(expected).hasMessageContaining("Cannot parse");
          }
        });
  }

  @Test
  void refusesLettersInPlaceOfDigits() {
    Map<String, Function<byte[], ?>> parsers = new LinkedHashMap<>();
    parsers.put("0.43 0.2x 0.10 2/106 9702\n", LoadavgFile::parse);
    parsers.put("1000.1 1867.57\n", UptimeFile::parse);
    parsers.put("1000.11 1867.57 1\n", UptimeFile::parse);
    parsers.put("pos:\t0\nflags:\t0108000\nmnt_id:\t24\n", FdInfoFile::parse);
    parsers.put("55-56 r--p 0 00:00 0\n", MapsFile::parse);
    parsers.put("00001000-00001000 r--p 00000000 00:00 0 \n", MapsFile::parse);
    parsers.put("processor\t: 0\n\nvendor_id\t: x\n\n", CpuinfoFile::parse);
    parsers.put("processor\t: 0\nmodel\t: 1\n", CpuinfoFile::parse);
    parsers.put("six.12\n", KernelRelease::parse);

    parsers.forEach((text, parser) ->
        assertThatThrownBy(() -> parser.apply(text.getBytes(UTF_8)))
            .as(text)
            .isInstanceOf(CorruptProcFileException.class));
  }

  @Test
  void refusesNumbersBeyondTheirWord() {
    String stat = new String(sampleStat(), UTF_8);

    assertThatThrownBy(() ->
            StatFile.parse(
                stat.replace(" 18446744073709551615 ", " 18446744073709551616 ").getBytes(UTF_8)))
        .isInstanceOf(CorruptProcFileException.class)
        .hasMessageContaining("beyond 64 bits");
    assertThatThrownBy(() -> StatFile.parse(("99999999999" + stat.substring(1)).getBytes(UTF_8)))
        .hasMessageContaining("beyond 32 bits");
  }

  private static byte[] sampleStat() {
    return "7 (x) S 1 7 7 0 -1 4194560 1 0 0 0 1 2 0 0 20 0 1 0 5 8192 3 18446744073709551615 1 1 1 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n"
        .getBytes(UTF_8);
  }

  @Test
  void namespaceLinksOfAnotherKindAreRefused() {
    assertThat(NamespaceLinks.parse(NamespaceKind.PID_FOR_CHILDREN, "pid:[4026531836]"))
        .isEqualTo(4026531836L);
    assertThatThrownBy(() -> NamespaceLinks.parse(NamespaceKind.NET, "pid:[4026531836]"))
        .isInstanceOf(CorruptProcFileException.class);
    assertThatThrownBy(() -> NamespaceLinks.parse(NamespaceKind.PID, "pid:[40x]"))
        .isInstanceOf(CorruptProcFileException.class);
  }

  @Test
  void anAbsentProcessIsEmptyEverywhere() {
    ProcFs procFs = new ProcFs(PROC);
    LocalPid nobody = new LocalPid(Integer.MAX_VALUE);

    assertThat(procFs.stat(nobody)).isEmpty();
    assertThat(procFs.status(nobody)).isEmpty();
    assertThat(procFs.cmdline(nobody)).isEmpty();
    assertThat(procFs.environ(nobody)).isEmpty();
    assertThat(procFs.maps(nobody)).isEmpty();
    assertThat(procFs.fds(nobody)).isEmpty();
    assertThat(procFs.fdInfo(nobody, 0)).isEmpty();
    assertThat(procFs.namespaces(nobody)).isEmpty();
    assertThat(procFs.threads(nobody)).isEmpty();
  }
}
