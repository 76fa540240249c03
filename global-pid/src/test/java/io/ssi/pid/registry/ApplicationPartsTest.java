package io.ssi.pid.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.membership.NodeId;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Applications;
import io.ssi.pid.Owner;
import io.ssi.pid.StartFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApplicationPartsTest {
  private static final Owner ADA = new Owner(1000, 1000, "ada");
  private static final NodeId NODE = new NodeId(1);
  private static final NodeId OTHER = new NodeId(2);

  private Instant now = Applications.NOON;
  private final ApplicationRegistry registry =
      new ApplicationRegistry(
          new LossyMap(), number -> false, new Retention(Duration.ofDays(1), 0), () -> now);
  private final ApplicationId whole = registered(Optional.empty(), NODE).id();

  @Test
  void findsTheFirstContainerAndThoseThatWereAdded() {
    Application second = registered(Optional.of(whole), OTHER);
    registered(Optional.empty(), NODE);
    Application third = registered(Optional.of(whole), NODE);

    assertThat(ApplicationParts.of(registry, whole))
        .extracting(Application::id)
        .containsExactly(whole, second.id(), third.id());
    assertThat(second.whole()).isEqualTo(whole);
    assertThat(ApplicationParts.of(registry, second.id())).containsExactly(second);
  }

  @Test
  void leavesOutWhatHasEndedFromThoseThatLive() {
    Application second = registered(Optional.of(whole), OTHER);
    ended(whole);

    assertThat(ApplicationParts.live(registry, whole)).containsExactly(second);
  }

  @Test
  void anApplicationIsNotForgottenWhileAContainerOfItIsKnown() {
    Application second = registered(Optional.of(whole), OTHER);
    ended(whole);
    registry.forgetOld();
    assertThat(registry.find(whole)).isPresent();

    ended(second.id());
    registry.forgetOld();
    registry.forgetOld();

    assertThat(registry.all()).isEmpty();
  }

  @Test
  void refusesAContainerForWhatDoesNotRun() {
    assertRefused(new ApplicationId(4711), ADA, "no such application");
    ended(whole);
    assertRefused(whole, ADA, "no such application");
  }

  @Test
  void refusesAContainerForAContainer() {
    Application second = registered(Optional.of(whole), OTHER);

    assertRefused(second.id(), ADA, "container of application " + whole);
  }

  @Test
  void refusesAContainerOfSomebodyElse() {
    assertRefused(whole, new Owner(0, 0, "root"), "EPERM");
  }

  @Test
  void refusesAContainerWhileTheApplicationIsSaved() {
    registry.change(whole, each -> each.change().phase(ApplicationPhase.RUNNING, "").done());
    ApplicationParts.requireRoom(registry, whole, ADA);
    registry.change(whole, each -> each.change().phase(ApplicationPhase.CHECKPOINTING, "").done());

    assertRefused(whole, ADA, "being saved");
  }

  private void assertRefused(ApplicationId id, Owner owner, String why) {
    assertThatThrownBy(() -> ApplicationParts.requireRoom(registry, id, owner))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining(why);
  }

  private Application registered(Optional<ApplicationId> partOf, NodeId host) {
    return registry.register(
        new NewApplication("work", ADA, List.of("work"), host, partOf, Optional.empty()));
  }

  private void ended(ApplicationId id) {
    now = now.plusSeconds(1);
    registry.change(id, each -> each.change().ended(now, "").done());
  }
}
