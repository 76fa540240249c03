package io.ssi.pid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.testing.SeededRuns;
import io.ssi.membership.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobalPidTest {
  private static final int CASES = 20_000;

  @Test
  void computesTheLayoutOfTheArchitecture() {
    assertThat(GlobalPid.inContainer(new ContainerNumber(17), 2).value()).isEqualTo(17 * 32768 + 2);
    assertThat(GlobalPid.ofNode(new NodeId(3), 4711).value())
        .isEqualTo((1 << 30) + 3 * (1 << 22) + 4711);
    assertThat(GlobalPid.inContainer(new ContainerNumber(32767), 32767).value())
        .isEqualTo((1 << 30) - 1);
    assertThat(GlobalPid.ofNode(new NodeId(255), GlobalPid.MAX_NODE_PID).value())
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void keepsContainerAndPidThroughNumberTextAndDots() {
    SeededRuns.repeat(
        CASES,
        random -> {
          ContainerNumber container = new ContainerNumber(random.nextInt(1, 32768));
          int pid = random.nextInt(1, 32768);

          GlobalPid gpid = GlobalPid.inContainer(container, pid);

          assertThat(gpid.container()).contains(container);
          assertThat(gpid.node()).isEmpty();
          assertThat(gpid.pid()).isEqualTo(pid);
          assertThat(GlobalPid.parse(gpid.toString())).isEqualTo(gpid);
          assertThat(GlobalPid.parse(gpid.dotted())).isEqualTo(gpid);
          assertThat(gpid.dotted()).isEqualTo(container + "." + pid);
        });
  }

  @Test
  void keepsNodeAndPidThroughNumberAndText() {
    SeededRuns.repeat(
        CASES,
        random -> {
          NodeId node = new NodeId(random.nextInt(1, 256));
          int pid = random.nextInt(1, 1 << 22);

          GlobalPid gpid = GlobalPid.ofNode(node, pid);

          assertThat(gpid.node()).contains(node);
          assertThat(gpid.container()).isEmpty();
          assertThat(gpid.pid()).isEqualTo(pid);
          assertThat(gpid.value()).isPositive();
          assertThat(GlobalPid.parse(gpid.dotted())).isEqualTo(gpid);
        });
  }

  @Test
  void everyNumberIsEitherRefusedOrBuiltFromItsParts() {
    SeededRuns.repeat(
        CASES,
        random -> {
          int number = random.nextInt();
          GlobalPid gpid;
          try {
            gpid = new GlobalPid(number);
          } catch (IllegalArgumentException refused) {
            return;
          }
          GlobalPid rebuilt =
              gpid.container()
                  .map(container -> GlobalPid.inContainer(container, gpid.pid()))
                  .orElseGet(() -> GlobalPid.ofNode(gpid.node().orElseThrow(), gpid.pid()));
          assertThat(rebuilt).isEqualTo(gpid);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1, 32767, 32768, 65536, 1 << 30, (1 << 30) + 5})
  void refusesNumbersThatNoProcessCanHave(int number) {
    assertThatThrownBy(() -> new GlobalPid(number)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "-5",
        "17.",
        ".2",
        "17.2.3",
        "17.0",
        "0.2",
        "32768.1",
        "17.32768",
        "2147483648",
        "99999999999",
        "+40000",
        "17 .2",
        "0x9000"
      })
  void refusesTextThatNamesNoProcess(String text) {
    assertThatThrownBy(() -> GlobalPid.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void saysThatASmallNumberIsAnApplication() {
    assertThatThrownBy(() -> GlobalPid.parse("17"))
        .hasMessage("17 is the id of an application; a process of it is 17.2, for example");
  }

  @ParameterizedTest
  @CsvSource({"32769,1.1", "557058,17.2", "1073741823,32767.32767", "1077936129,1077936129"})
  void printsTheFormThatIsEasiestToRead(int number, String dotted) {
    assertThat(new GlobalPid(number).dotted()).isEqualTo(dotted);
  }

  @Test
  void refusesPidsThatDoNotFitTheContainersForm() {
    assertThatThrownBy(() -> GlobalPid.inContainer(new ContainerNumber(1), 32768))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GlobalPid.ofNode(new NodeId(1), 1 << 22))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
