package io.ssi.migration.service;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.Reply;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.RefusedException;
import io.ssi.migration.VerifiedCopy;
import io.ssi.migration.VerifiedCopy.State;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.checkpoint.WholeVersions;
import io.ssi.migration.wire.VerifyFormat;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Caller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is done with versions that there are, from any node: deleting them and checking them.
 * Thread-safe; calls block until it is done.
 */
public final class CheckpointUpkeep {
  private final ClusterChannel channel;
  private final CheckpointIndex index;

  /**
   * The upkeep.
   *
   * @param channel to the other nodes
   * @param index of checkpoints
   */
  public CheckpointUpkeep(ClusterChannel channel, CheckpointIndex index) {
    this.channel = channel;
    this.index = index;
  }

  /**
   * Deletes versions for good, on all holders, also on those that are away now.
   *
   * @param id whose
   * @param versions which
   * @param uid who orders it
   * @throws RefusedException if there is no such version, or it is not theirs; nothing was deleted
   */
  public void delete(ApplicationId id, Collection<Integer> versions, int uid) {
    for (int version : versions) {
      Checkpoint line = versions().find(id.value(), Optional.of(version));
      if (!new Caller(uid).mayActOn(line.ownerUid())) {
        throw new RefusedException(
            "cannot delete version "
                + version
                + " of application "
                + id
                + ": Operation not permitted (EPERM); it belongs to user "
                + line.ownerUid()
                + "; ask them, or root");
      }
    }
    Set<Integer> others = new TreeSet<>();
    for (int version : versions) {
      others.addAll(versions().find(id.value(), Optional.of(version)).parts().others());
    }
    // Of what is deleted of the first container the others' holders delete the rest, if need be.
    index.delete(id.value(), versions);
    others.forEach(other -> index.delete(other, versions));
  }

  private WholeVersions versions() {
    return new WholeVersions(index);
  }

  /**
   * Has every holder of a version read and check its copy; one that is not whole is repaired from
   * one that is.
   *
   * @param id which version
   * @return each holder's copy, by container and in order of nodes
   * @throws RefusedException if there is no such version
   */
  public List<VerifiedCopy> verify(CheckpointId id) {
    Checkpoint whole = versions().find(id.application(), Optional.of(id.version()));
    return versions().members(whole).stream().flatMap(line -> verify(line).stream()).toList();
  }

  private List<VerifiedCopy> verify(Checkpoint line) {
    CheckpointId id = line.id();
    List<VerifiedCopy> found =
        line.holders().stream().map(holder -> order(id, holder, Optional.empty())).toList();
    Optional<NodeId> whole =
        found.stream()
            .filter(copy -> copy.state() == State.WHOLE)
            .map(VerifiedCopy::holder)
            .findFirst();
    List<VerifiedCopy> now = new ArrayList<>();
    for (VerifiedCopy copy : found) {
      now.add(copy.state() == State.DAMAGED && whole.isPresent() ? repaired(copy, whole) : copy);
    }
    return now;
  }

  private VerifiedCopy repaired(VerifiedCopy damaged, Optional<NodeId> whole) {
    VerifiedCopy now = order(damaged.checkpoint(), damaged.holder(), whole);
    return now.state() == State.WHOLE
        ? new VerifiedCopy(now.checkpoint(), now.holder(), State.REPAIRED, damaged.detail())
        : now;
  }

  private VerifiedCopy order(CheckpointId id, NodeId holder, Optional<NodeId> repairFrom) {
    byte[] body = VerifyFormat.encode(new VerifyFormat.Order(id, repairFrom));
    return switch (channel.request(holder, Orders.VERIFY, body, Orders.LONG)) {
      case Reply.Answered answered -> {
        String damage = VerifyFormat.decodeAnswer(answered.body());
        yield new VerifiedCopy(id, holder, damage.isEmpty() ? State.WHOLE : State.DAMAGED, damage);
      }
      case Reply.Failed failed -> new VerifiedCopy(id, holder, State.DAMAGED, failed.message());
      case Reply.Unreachable unreachable ->
          new VerifiedCopy(id, holder, State.UNREACHABLE, unreachable.reason());
    };
  }
}
