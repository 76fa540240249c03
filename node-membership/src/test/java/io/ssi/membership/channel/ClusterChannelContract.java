package io.ssi.membership.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.membership.NodeId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every {@link ClusterChannel} promises; nodes 1 and 2 are in the group, 9 is not. */
public abstract class ClusterChannelContract {
  protected static final NodeId ONE = new NodeId(1);
  protected static final NodeId TWO = new NodeId(2);
  protected static final NodeId ABSENT = new NodeId(9);
  private static final Duration LONG = Duration.ofSeconds(10);

  /** The channel of node 1 or 2. */
  protected abstract ClusterChannel channel(NodeId node);

  /** Lets both nodes join, after the handlers are installed. */
  protected abstract void join();

  /** Ends node 2 in good order. */
  protected abstract void leaveTwo();

  private static MessageType type(String name) {
    return new MessageType("contract." + name);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Answered.class);
    return new String(((Reply.Answered) reply).body(), StandardCharsets.UTF_8);
  }

  @Test
  void answersTellWhoAskedAndWhat() {
    channel(TWO)
        .handle(
            type("echo"),
            (from, body) -> bytes(from + ":" + new String(body, StandardCharsets.UTF_8)));
    join();

    Reply reply = channel(ONE).request(TWO, type("echo"), bytes("hello"), LONG);

    assertThat(text(reply)).isEqualTo("1:hello");
  }

  @Test
  void aRequestToOneselfIsServedToo() {
    channel(ONE).handle(type("echo"), (from, body) -> bytes("from " + from));
    join();

    assertThat(text(channel(ONE).request(ONE, type("echo"), bytes(""), LONG))).isEqualTo("from 1");
  }

  @Test
  void aFailingHandlerSaysWhichErrorAndWhy() {
    channel(TWO)
        .handle(
            type("fail"),
            (from, body) -> {
              throw new IllegalStateException("no pid 7");
            });
    join();

    assertThat(channel(ONE).request(TWO, type("fail"), bytes(""), LONG))
        .isEqualTo(new Reply.Failed("IllegalState", "no pid 7"));
  }

  @Test
  void aTypeWithoutHandlerIsRefused() {
    join();

    assertThat(channel(ONE).request(TWO, type("nothing"), bytes(""), LONG))
        .isInstanceOfSatisfying(
            Reply.Failed.class, f -> assertThat(f.code()).isEqualTo("NoHandler"));
  }

  @Test
  void aNodeOutsideTheGroupIsUnreachableAndNothingWasSent() {
    join();

    assertThat(channel(ONE).request(ABSENT, type("echo"), bytes(""), LONG))
        .isInstanceOfSatisfying(Reply.Unreachable.class, u -> assertThat(u.sent()).isFalse());
  }

  @Test
  void aSilentHandlerEndsInATimeoutThatMayHaveBeenExecuted() {
    CountDownLatch release = new CountDownLatch(1);
    channel(TWO)
        .handle(
            type("hang"),
            (from, body) -> {
              awaitQuietly(release);
              return body;
            });
    join();

    Reply reply = channel(ONE).request(TWO, type("hang"), bytes(""), Duration.ofMillis(200));
    release.countDown();

    assertThat(reply)
        .isInstanceOfSatisfying(Reply.Unreachable.class, u -> assertThat(u.sent()).isTrue());
  }

  @Test
  void allAreAskedAtTheSameTimeAndAnsweredInOrder() {
    CountDownLatch both = new CountDownLatch(2);
    for (NodeId node : List.of(ONE, TWO)) {
      channel(node)
          .handle(
              type("meet"),
              (from, body) -> {
                both.countDown();
                awaitQuietly(both);
                return bytes(node.toString());
              });
    }
    join();

    Map<NodeId, Reply> replies =
        channel(ONE).requestAll(List.of(TWO, ABSENT, ONE), type("meet"), bytes(""), LONG);

    assertThat(replies.keySet()).containsExactly(TWO, ABSENT, ONE);
    assertThat(text(Objects.requireNonNull(replies.get(TWO)))).isEqualTo("2");
    assertThat(text(Objects.requireNonNull(replies.get(ONE)))).isEqualTo("1");
    assertThat(replies.get(ABSENT)).isInstanceOf(Reply.Unreachable.class);
  }

  @Test
  void bodiesUpToTheLimitPassAndLargerOnesAreRefused() {
    channel(TWO)
        .handle(
            type("sum"),
            (from, body) -> {
              Arrays.sort(body);
              return body;
            });
    join();
    byte[] largest = new byte[ClusterChannel.MAX_BODY_BYTES];
    new Random(7).nextBytes(largest);

    Reply reply = channel(ONE).request(TWO, type("sum"), largest, LONG);

    Arrays.sort(largest);
    assertThat(((Reply.Answered) reply).body()).isEqualTo(largest);
    assertThatThrownBy(
            () -> channel(ONE).request(TWO, type("sum"), new byte[largest.length + 1], LONG))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNodeThatLeavesWhileItIsAskedIsUnreachable() {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    channel(TWO)
        .handle(
            type("hang"),
            (from, body) -> {
              asked.countDown();
              awaitQuietly(release);
              return body;
            });
    join();
    Thread leaver =
        Thread.ofVirtual()
            .start(() -> {
              awaitQuietly(asked);
              leaveTwo();
              release.countDown();
            });

    Reply reply = channel(ONE).request(TWO, type("hang"), bytes(""), LONG);

    assertThat(reply)
        .isInstanceOfSatisfying(Reply.Unreachable.class, u -> assertThat(u.sent()).isTrue());
    awaitEnd(leaver);
    assertThat(channel(ONE).request(TWO, type("hang"), bytes(""), LONG))
        .isInstanceOfSatisfying(Reply.Unreachable.class, u -> assertThat(u.sent()).isFalse());
  }

  @Test
  void aSecondHandlerOfATypeIsRefused() {
    channel(ONE).handle(type("echo"), (from, body) -> body);

    assertThatThrownBy(() -> channel(ONE).handle(type("echo"), (from, body) -> body))
        .isInstanceOf(IllegalStateException.class);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitEnd(Thread thread) {
    try {
      assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
