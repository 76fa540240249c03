package io.ssi.linux.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.linux.syscall.SocketType;
import io.ssi.linux.syscall.UnixSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SocketKeeperTest {
  private static final ThreadFactory THREADS = Thread.ofVirtual().factory();
  private static final KeeperFrame HELLO =
      KeeperFrame.of("ok")
          .with("protocol", 1)
          .with("container", 5)
          .with("state", "empty")
          .with("reaper", 0)
          .with("program", 0)
          .with("pid_max", 32768)
          .with("pid_max_per_namespace", "yes")
          .with("cursor", 1)
          .with("frozen", "none");
  private static final KeeperFrame EMPTY = KeeperFrame.of("event").with("kind", "empty");

  @TempDir Path directory;
  private @Nullable ScriptedKeeper server;
  private final BlockingQueue<KeeperEvent> events = new LinkedBlockingQueue<>();

  @AfterEach
  void closeServer() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aSubscriptionSurvivesALostConnection() throws Exception {
    ScriptedKeeper scripted = serve(frame -> Optional.of(HELLO));
    try (Keeper keeper = attach()) {
      keeper.subscribe(events::add);

      scripted.hangUp();

      assertThat(events.poll(10, TimeUnit.SECONDS)).isInstanceOf(KeeperEvent.Reconnected.class);
      scripted.say(EMPTY);
      assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(new KeeperEvent.Emptied());
    }
  }

  @Test
  void aRequestThatChangesSomethingIsNotRepeated() {
    AtomicInteger asked = new AtomicInteger();
    serve(frame -> {
      asked.incrementAndGet();
      return Optional.empty();
    });
    try (Keeper keeper = attach()) {
      assertThatThrownBy(() -> keeper.moveCursor(3))
          .isInstanceOf(KeeperUnansweredException.class)
          .hasMessageContaining("container 5");
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void aRequestThatOnlyLooksIsRepeatedOnce() {
    AtomicInteger asked = new AtomicInteger();
    serve(frame -> asked.incrementAndGet() == 1 ? Optional.empty() : Optional.of(HELLO));
    try (Keeper keeper = attach()) {
      assertThat(keeper.state().container()).isEqualTo(5);
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void anErrorReplyIsARefusalWithItsStep() {
    serve(frame ->
        Optional.of(
            KeeperFrame.of("error")
                .with("operation", "rlimit")
                .with("errno", "EUSERS")
                .with("message", "too many")));
    try (Keeper keeper = attach()) {
      assertThatThrownBy(keeper::cursor)
          .isInstanceOfSatisfying(
              KeeperRefusedException.class,
              refusal -> {
                assertThat(refusal.operation()).isEqualTo("rlimit");
                assertThat(refusal.errnoName()).isEqualTo("EUSERS");
              })
          .hasMessage("container 5: too many (rlimit, EUSERS)");
    }
  }

  @Test
  void anAnswerThatCannotBeReadIsAnError() {
    serve(frame -> Optional.of(KeeperFrame.of("perhaps")));
    try (Keeper keeper = attach()) {
      assertThatThrownBy(() -> keeper.moveCursor(3)).isInstanceOf(KeeperProtocolException.class);
    }
  }

  @Test
  void anotherListenerThatFailsDisturbsNobody() throws Exception {
    ScriptedKeeper scripted = serve(frame -> Optional.of(HELLO));
    try (Keeper keeper = attach()) {
      keeper.subscribe(event -> {
        throw new IllegalStateException("on purpose");
      });
      keeper.subscribe(events::add);

      scripted.say(EMPTY);
      scripted.say(EMPTY);

      assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(new KeeperEvent.Emptied());
      assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(new KeeperEvent.Emptied());
    }
  }

  @Test
  void aReplyThatDoesNotComeEndsTheConnection() {
    try (UnixSocket.Pair pair = UnixSocket.pair(SocketType.STREAM);
        KeeperConnection connection = new KeeperConnection(5, pair.first(), events::add)) {
      THREADS.newThread(connection::serve).start();

      assertThatThrownBy(
              () -> connection.request(KeeperFrame.of("hello"), List.of(), Duration.ofMillis(50)))
          .isInstanceOf(KeeperUnansweredException.class);

      assertThat(connection.isBroken()).isTrue();
      assertThat(pair.second().receive(100)).isPresent();
      assertThat(pair.second().receive(100)).isEmpty();
    }
  }

  @Test
  void nobodyAtTheSocketIsAbsent() {
    assertThat(SocketKeeper.attach(5, path(), THREADS)).isEmpty();
    serve(frame -> Optional.of(HELLO)).close();
    assertThat(SocketKeeper.attach(5, path(), THREADS)).isEmpty();
  }

  private ScriptedKeeper serve(Function<KeeperFrame, Optional<KeeperFrame>> script) {
    ScriptedKeeper scripted = new ScriptedKeeper(path(), script);
    server = scripted;
    return scripted;
  }

  private Keeper attach() {
    return SocketKeeper.attach(5, path(), THREADS).orElseThrow();
  }

  private Path path() {
    return directory.resolve("5.sock");
  }
}
