package io.ssi.pid.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.testing.SeededRuns;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationChange;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Applications;
import io.ssi.pid.Provenance;
import io.ssi.pid.SavingPlan;
import io.ssi.pid.UnknownSchemaException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApplicationWireTest {
  /** Written by schema 1; must be readable as long as schema 1 is. */
  private static final String VERSION_1 =
      "08011011182a220a73696d756c6174696f6e2a0b08e80710e9071a0361646132112f7573722f6269"
          + "6e2f73696d756c61746532072d2d7374657073320032033920393a04081110023a04081210034007"
          + "4a0f656e64656420627920697473656c6650075803620d08031209434f4d4d49545445446803720b"
          + "08c0e6deca0610959aef3a7a150803120b08c0e6deca0610d5b0a03d18d285d8cc0480010f8a010b"
          + "08a3e7deca0610959aef3a92010f0801120b08c0e6deca0610959aef3a92010f0802120b08cae6de"
          + "ca0610959aef3a";

  @Test
  void readsWhatTheFirstVersionWrote() {
    byte[] stored = HexFormat.of().parseHex(VERSION_1);

    assertThat(ApplicationWire.decode(stored)).isEqualTo(Applications.travelled());
    assertThat(HexFormat.of().formatHex(ApplicationWire.encode(Applications.travelled())))
        .isEqualTo(VERSION_1);
  }

  @Test
  void keepsEveryPhase() {
    for (ApplicationPhase phase : ApplicationPhase.values()) {
      ApplicationChange change = Applications.fresh(5, 1).change();
      Application application =
          (phase == ApplicationPhase.ENDED
                  ? change.ended(Applications.NOON, "x")
                  : change.phase(phase, "x"))
              .done();

      assertThat(ApplicationWire.decode(ApplicationWire.encode(application)))
          .isEqualTo(application);
    }
  }

  @Test
  void keepsThatItIsSuspended() {
    Application suspended = Applications.fresh(5, 1).change().suspended(true).done();

    assertThat(ApplicationWire.decode(ApplicationWire.encode(suspended))).isEqualTo(suspended);
  }

  @Test
  void keepsOfWhichApplicationItIsPart() {
    Application part = Applications.part(18, 1, 17).change().suspended(true).done();

    assertThat(part.whole()).isEqualTo(new ApplicationId(17));
    assertThat(ApplicationWire.decode(ApplicationWire.encode(part))).isEqualTo(part);
  }

  @Test
  void keepsHowOftenItIsSavedAndWhyItWasNot() {
    SavingPlan plan = new SavingPlan(Duration.ofMinutes(10), 3, Optional.empty());
    SavingPlan failed =
        plan.after(Optional.of(new SavingPlan.Failure(Applications.NOON, "the disk is full")));

    for (SavingPlan each : List.of(plan, failed)) {
      Application saved = Applications.fresh(5, 1).change().saving(Optional.of(each)).done();
      assertThat(ApplicationWire.decode(ApplicationWire.encode(saved))).isEqualTo(saved);
      assertThat(saved.change().suspended(true).done().saving()).contains(each);
    }
  }

  @Test
  void keepsWhereItComesFrom() {
    Provenance origin = new Provenance(new ApplicationId(9), 3);
    Application copy = Applications.copy(5, 1, origin);

    assertThat(ApplicationWire.decode(ApplicationWire.encode(copy))).isEqualTo(copy);
    assertThat(copy.change().suspended(true).done().origin()).contains(origin);
  }

  @Test
  void refusesAnotherSchema() {
    byte[] bytes = ApplicationWire.encode(Applications.travelled());
    bytes[1] = 2;

    assertThatThrownBy(() -> ApplicationWire.decode(bytes))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessageContaining("schema 2");
  }

  @Test
  void refusesNothingAtAll() {
    assertThatThrownBy(() -> ApplicationWire.decode(new byte[0]))
        .isInstanceOf(UnknownSchemaException.class);
  }

  @Test
  void damagedBytesAreAnErrorOrAnotherRecordButNeverAnotherException() {
    byte[] good = ApplicationWire.encode(Applications.travelled());
    SeededRuns.repeat(
        5_000,
        random -> {
          byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 1));
          if (bad.length > 0 && random.nextBoolean()) {
            bad[random.nextInt(bad.length)] = (byte) random.nextInt();
          }
          try {
            assertThat(ApplicationWire.decode(bad)).isNotNull();
          } catch (UnknownSchemaException expected) {
            assertThat(expected.getMessage()).isNotBlank();
          }
        });
  }
}
