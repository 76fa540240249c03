package io.ssi.pid.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.membership.NodeId;
import io.ssi.membership.map.ClusterMap;
import io.ssi.membership.testing.InMemoryClusterMaps;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationChange;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.Applications;
import io.ssi.pid.MigrationNote;
import io.ssi.pid.registry.ApplicationRegistry;
import io.ssi.pid.registry.ApplicationsMap;
import io.ssi.pid.registry.ReservedNumbers;
import io.ssi.pid.registry.Retention;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LostNodeReaperTest {
  private static final NodeId GONE = new NodeId(2);

  private final ClusterMap<ApplicationId, Application> map =
      new InMemoryClusterMaps().open(ApplicationsMap.SCHEMA);
  private final ApplicationRegistry registry =
      new ApplicationRegistry(
          map, ReservedNumbers.NONE, Retention.DEFAULT, () -> Applications.NOON);

  @ParameterizedTest
  @CsvSource({
    "2, STARTING, '', 2, true",
    "2, RUNNING, '', 2, true",
    "2, CHECKPOINTING, '', 2, true",
    "2, MIGRATING, FROZEN, 2, true",
    "2, MIGRATING, HELD, 2, true",
    "2, MIGRATING, COMMITTED, 1, true",
    "2, RESTARTING, '', 2, true",
    "1, RESTARTING, '', 2, true",
    "2, RESTARTING, '', 3, false",
    "2, LOST, '', 2, false",
    "2, ENDED, '', 2, false",
    "1, RUNNING, '', 2, false",
    "1, MIGRATING, FROZEN, 2, false",
  })
  void losesWhatRanOnTheNodeAndNothingElse(
      int host, ApplicationPhase phase, String note, int owner, boolean isLost) {
    Application before = record(host, phase, note, owner);
    map.put(before.id(), before);

    new LostNodeReaper(registry).nodeGone(GONE, "no heartbeat");

    Application after = registry.get(before.id());
    if (isLost) {
      assertThat(after.phase()).isEqualTo(ApplicationPhase.LOST);
      assertThat(after.reason()).isEqualTo("node 2 is gone: no heartbeat");
      assertThat(after.migration()).isEmpty();
    } else {
      assertThat(after).isEqualTo(before);
    }
  }

  private static Application record(int host, ApplicationPhase phase, String note, int owner) {
    ApplicationChange change = Applications.fresh(17, host).change().nextAttempt(new NodeId(owner));
    if (!note.isEmpty()) {
      change.migration(new MigrationNote(new NodeId(3), note));
    }
    return (phase == ApplicationPhase.ENDED
            ? change.ended(Applications.NOON, "")
            : change.phase(phase, ""))
        .done();
  }
}
