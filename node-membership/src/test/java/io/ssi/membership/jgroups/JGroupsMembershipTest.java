package io.ssi.membership.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.membership.ClusterKey;
import io.ssi.membership.ClusterView;
import io.ssi.membership.DuplicateNodeIdException;
import io.ssi.membership.NodeId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JGroupsMembershipTest {
  private static final Duration SOON = Duration.ofSeconds(8);
  private LoopbackGroup group;

  @BeforeEach
  void open() {
    group = new LoopbackGroup(3);
  }

  @AfterEach
  void close() {
    group.close();
  }

  @Test
  void everyMemberSeesTheSameMembersOldestFirst() {
    JGroupsMembership one = group.joined(1);
    JGroupsMembership three = group.joined(3);
    JGroupsMembership two = group.joined(2);

    List<NodeId> expected = List.of(new NodeId(1), new NodeId(3), new NodeId(2));
    for (JGroupsMembership member : List.of(one, two, three)) {
      LoopbackGroup.eventually(SOON, () -> member.view().members().equals(expected));
    }
    assertThat(one.hostOf(new NodeId(2))).contains(group.host(2).getAddress());
  }

  @Test
  void listenersSeeViewsInOrderWithRisingIds() {
    JGroupsMembership one = group.make(group.config(1));
    List<ClusterView> seen = new CopyOnWriteArrayList<>();
    one.subscribe(seen::add);
    one.join();
    JGroupsMembership two = group.joined(2);
    LoopbackGroup.eventually(SOON, () -> one.view().members().size() == 2);
    two.close();

    LoopbackGroup.eventually(SOON, () -> seen.size() == 3);
    assertThat(seen).extracting(view -> view.members().size()).containsExactly(1, 2, 1);
    assertThat(seen).extracting(ClusterView::id).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void anAgentWithTheIdOfALivingOneIsRefusedWithTheId() {
    JGroupsMembership one = group.joined(1);
    group.joined(2);
    JGroupsMembership impostor = group.make(group.config(2, 3, group.key()));

    assertThatThrownBy(impostor::join)
        .isInstanceOf(DuplicateNodeIdException.class)
        .hasMessageContaining("as node 2");
    assertThat(one.view().members()).containsExactly(new NodeId(1), new NodeId(2));
  }

  @Test
  void anAgentWithAnotherKeyStaysOutside() {
    JGroupsMembership one = group.joined(1);
    ClusterKey other = ClusterKey.generate(new SecureRandom());
    JGroupsMembership stranger = group.make(group.config(2, 2, other));
    stranger.join();
    JGroupsMembership three = group.joined(3);

    LoopbackGroup.eventually(SOON, () -> three.view().members().size() == 2);
    assertThat(one.view().contains(new NodeId(2))).isFalse();
    assertThat(stranger.view().members()).containsExactly(new NodeId(2));
  }

  @Test
  void agentsThatStartTogetherEndUpInOneGroup() throws InterruptedException {
    List<JGroupsMembership> all =
        List.of(
            group.make(group.config(1)), group.make(group.config(2)), group.make(group.config(3)));
    List<Thread> starts =
        all.stream().map(member -> Thread.ofVirtual().start(member::join)).toList();
    for (Thread start : starts) {
      assertThat(start.join(SOON)).isTrue();
    }

    for (JGroupsMembership member : all) {
      LoopbackGroup.eventually(Duration.ofSeconds(15), () -> member.view().members().size() == 3);
    }
  }
}
