package io.ssi.linux.procfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.LocalPid;
import io.ssi.linux.testing.SeededRuns;
import org.junit.jupiter.api.Test;

class StatFileTest {
  private static final String REST =
      " R 9698 9699 6289 34816 9700 4194304 99 1 2 3 4 5 6 7 25 5 3 0 100012 3796992 390"
          + " 18446744073709551615 93825609371648 93825609391529 140729603974656 0 0 0 0 0 0 0 0 0 17 1"
          + " 0 0 0 0 0 93825609407536 93825609409152 93825834102784 140729603979802 140729603979825"
          + " 140729603979825 140729603981291 0\n";

  @Test
  void readsEveryFieldFromItsPlace() {
    StatFile stat = parse("9707 (cat)" + REST);

    assertThat(stat.pid()).isEqualTo(new LocalPid(9707));
    assertThat(stat.comm()).isEqualTo("cat");
    assertThat(stat.state()).isEqualTo(ProcessState.RUNNING);
    assertThat(stat.parent()).isEqualTo(9698);
    assertThat(stat.processGroup()).isEqualTo(9699);
    assertThat(stat.session()).isEqualTo(6289);
    assertThat(stat.tty()).isEqualTo(34816);
    assertThat(stat.foregroundGroup()).isEqualTo(9700);
    assertThat(stat.minorFaults()).isEqualTo(99);
    assertThat(stat.majorFaults()).isEqualTo(2);
    assertThat(stat.userTicks()).isEqualTo(4);
    assertThat(stat.systemTicks()).isEqualTo(5);
    assertThat(stat.childUserTicks()).isEqualTo(6);
    assertThat(stat.childSystemTicks()).isEqualTo(7);
    assertThat(stat.priority()).isEqualTo(25);
    assertThat(stat.nice()).isEqualTo(5);
    assertThat(stat.threads()).isEqualTo(3);
    assertThat(stat.startTicks()).isEqualTo(100012);
    assertThat(stat.virtualBytes()).isEqualTo(3796992);
    assertThat(stat.residentBytes()).isEqualTo(390 * 4096);
    assertThat(stat.startStack()).isEqualTo(140729603974656L);
    assertThat(stat.exitSignal()).isEqualTo(17);
    assertThat(stat.processor()).isEqualTo(1);
    assertThat(stat.isKernelThread()).isFalse();
  }

  @Test
  void acceptsAnyCharactersInTheProgramsName() {
    assertThat(parse("1 (a) R 2 (b)" + REST).comm()).isEqualTo("a) R 2 (b");
    assertThat(parse("1 ()" + REST).comm()).isEmpty();
    assertThat(parse("1 ())))" + REST).comm()).isEqualTo(")))");
    assertThat(parse("1 (new\nline)" + REST).comm()).isEqualTo("new\nline");
  }

  @Test
  void anyNameComesBackAsItWas() {
    SeededRuns.repeat(
        500,
        random -> {
          StringBuilder name = new StringBuilder();
          for (int i = random.nextInt(16); i > 0; i--) {
            name.append((char) random.nextInt(1, 128));
          }
          StatFile stat = parse("1 (" + name + ")" + REST);
          assertThat(stat.comm()).isEqualTo(name.toString());
          assertThat(stat.parent()).isEqualTo(9698);
        });
  }

  @Test
  void keepsFieldsThatALaterKernelAdds() {
    assertThat(parse("1 (x)" + REST.replace("\n", " 7 -8\n")).parent()).isEqualTo(9698);
  }

  private static StatFile parse(String text) {
    return StatFile.parse(text.getBytes(UTF_8));
  }
}
