package io.ssi.membership.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.testing.SeededRuns;
import io.ssi.membership.ClusterKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MessageSealTest {
  private final ClusterKey key = ClusterKey.generate(new SecureRandom());
  private final MessageSeal here = new MessageSeal(key, "test", new SecureRandom());
  private final MessageSeal there = new MessageSeal(key, "test", new SecureRandom());

  @Test
  void whatIsSealedIsOpenedOnce() {
    SeededRuns.repeat(
        50,
        random -> {
          byte[] plain = new byte[random.nextInt(5000)];
          random.nextBytes(plain);
          int offset = plain.length == 0 ? 0 : random.nextInt(plain.length);
          byte[] sealed = here.seal(plain, offset, plain.length - offset);

          assertThat(there.open(sealed, 0, sealed.length))
              .isEqualTo(Arrays.copyOfRange(plain, offset, plain.length));
          assertThat(there.open(sealed, 0, sealed.length)).isNull();
        });
  }

  @Test
  void aChangedBitAnywhereIsRefused() {
    byte[] sealed = here.seal(new byte[20], 0, 20);
    for (int at = 0; at < sealed.length; at++) {
      byte[] changed = sealed.clone();
      changed[at] ^= 4;
      assertThat(there.open(changed, 0, changed.length)).as("byte " + at).isNull();
    }
    assertThat(there.open(sealed, 0, sealed.length - 1)).isNull();
    assertThat(there.open(sealed, 0, 3)).isNull();
    assertThat(there.open(sealed, 0, sealed.length)).isNotNull();
  }

  @Test
  void anotherKeyOrClusterOpensNothing() {
    byte[] sealed = here.seal(new byte[20], 0, 20);
    ClusterKey other = ClusterKey.generate(new SecureRandom());

    assertThat(new MessageSeal(other, "test", new SecureRandom()).open(sealed, 0, sealed.length))
        .isNull();
    assertThat(new MessageSeal(key, "other", new SecureRandom()).open(sealed, 0, sealed.length))
        .isNull();
  }

  @Test
  void lateNumbersAreAcceptedOnceWithinTheWindow() {
    SeededRuns.repeat(
        20,
        random -> {
          List<Long> numbers = LongStream.rangeClosed(1, 5000).boxed().collect(Collectors.toList());
          for (int from = 0; from < numbers.size(); from += 1000) {
            Collections.shuffle(numbers.subList(from, from + 1000), random);
          }
          ReplayWindow window = new ReplayWindow();
          for (long number : numbers) {
            assertThat(window.accept(number)).isTrue();
            assertThat(window.accept(number)).isFalse();
          }
        });
  }

  @Test
  void whatIsTooOldOrNoNumberIsRefused() {
    ReplayWindow window = new ReplayWindow();
    assertThat(window.accept(0)).isFalse();
    assertThat(window.accept(-1)).isFalse();
    assertThat(window.accept(100_000)).isTrue();
    assertThat(window.accept(100_000 - ReplayWindow.SIZE)).isFalse();
    assertThat(window.accept(100_001 - ReplayWindow.SIZE)).isTrue();
    assertThat(window.accept(Long.MAX_VALUE)).isTrue();
    assertThat(window.accept(100_000)).isFalse();
  }
}
