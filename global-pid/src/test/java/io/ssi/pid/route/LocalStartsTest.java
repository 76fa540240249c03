package io.ssi.pid.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.membership.NodeId;
import io.ssi.membership.testing.InMemoryNetwork;
import io.ssi.pid.Application;
import io.ssi.pid.Applications;
import io.ssi.pid.HostUnreachableException;
import io.ssi.pid.StartFailedException;
import io.ssi.pid.TestNode;
import io.ssi.pid.message.StartRequest;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalStartsTest {
  private static final NodeId ONE = new NodeId(1);
  private static final NodeId TWO = new NodeId(2);
  private static final StartRequest REQUEST = TestNode.request("work");

  private final InMemoryNetwork network = new InMemoryNetwork();
  private final AtomicInteger started = new AtomicInteger();
  private Function<StartRequest, Application> behaviour =
      request -> Applications.fresh(started.incrementAndGet(), 2);
  private ProcessStarter starter;

  @BeforeEach
  void twoNodes() {
    new LocalStarts(request -> behaviour.apply(request)).serve(network.channel(TWO));
    network.join(ONE);
    network.join(TWO);
    starter = new ProcessStarter(network.channel(ONE));
  }

  @Test
  void startsOnAnotherNode() {
    assertThat(starter.start(TWO, REQUEST)).isEqualTo(Applications.fresh(1, 2));
  }

  @Test
  void aStartWhoseAnswerIsLostStartsOneApplicationOnly() {
    AtomicBoolean lose = new AtomicBoolean(true);
    network.firewall().drop(packet -> packet.answer() && lose.getAndSet(false));

    Application application = starter.start(TWO, REQUEST);

    assertThat(application).isEqualTo(Applications.fresh(1, 2));
    assertThat(started).hasValue(1);
  }

  @Test
  void differentRequestsStartDifferentApplications() {
    starter.start(TWO, REQUEST);
    starter.start(TWO, TestNode.request("other"));

    assertThat(started).hasValue(2);
  }

  @Test
  void tellsNotFoundFromNotExecutable() {
    behaviour =
        request -> {
          throw new StartFailedException(
              request.command().getFirst().equals("absent") ? 127 : 126, "no such program");
        };

    assertThatThrownBy(() -> starter.start(TWO, TestNode.request("absent")))
        .isInstanceOfSatisfying(
            StartFailedException.class, e -> assertThat(e.exitStatus()).isEqualTo(127))
        .hasMessage("no such program");
    assertThatThrownBy(() -> starter.start(TWO, TestNode.request("/etc/passwd")))
        .isInstanceOfSatisfying(
            StartFailedException.class, e -> assertThat(e.exitStatus()).isEqualTo(126));
  }

  @Test
  void aRequestThatCouldNotBeServedMayBeMadeAgain() {
    Function<StartRequest, Application> works = behaviour;
    behaviour =
        request -> {
          throw new IllegalStateException("not now");
        };
    assertThatThrownBy(() -> starter.start(TWO, REQUEST))
        .isInstanceOf(RequestFailedException.class)
        .hasMessageContaining("not now");
    behaviour = works;

    assertThat(starter.start(TWO, REQUEST)).isEqualTo(Applications.fresh(1, 2));
  }

  @Test
  void saysThatANodeDoesNotAnswer() {
    network.crash(TWO);

    assertThatThrownBy(() -> starter.start(TWO, REQUEST))
        .isInstanceOfSatisfying(
            HostUnreachableException.class,
            e -> {
              assertThat(e.node()).isEqualTo(TWO);
              assertThat(e.maybeDone()).isFalse();
            })
        .hasMessageContaining("Starting 'work' on node 2 failed");
  }

  @Test
  void saysThatALostStartMayHaveHappened() {
    network.firewall().drop(packet -> packet.answer());

    assertThatThrownBy(() -> starter.start(TWO, REQUEST))
        .isInstanceOfSatisfying(
            HostUnreachableException.class, e -> assertThat(e.maybeDone()).isTrue());
    assertThat(started).hasValue(1);
  }
}
