package io.ssi.migration.service;

import io.ssi.membership.NodeId;
import io.ssi.membership.channel.ClusterChannel;
import io.ssi.membership.channel.Reply;
import io.ssi.migration.Checkpoint;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.ClusterNodes;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.MoveBlocker.Code;
import io.ssi.migration.RestartOrder;
import io.ssi.migration.checkpoint.CheckpointIndex;
import io.ssi.migration.checkpoint.NeedsReader;
import io.ssi.migration.checkpoint.WholeVersions;
import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.preflight.ImageNeeds;
import io.ssi.migration.preflight.NeededFile;
import io.ssi.migration.preflight.NodeFacts;
import io.ssi.migration.preflight.RestartPreflight;
import io.ssi.migration.wire.NeedsFormat;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Caller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, on the node that was chosen, what is in the way of bringing an application back there.
 * Changes nothing; blocks on the disk and on a holder's answer.
 */
final class RestartInquiry {
  private static final Logger log = LoggerFactory.getLogger(RestartInquiry.class);

  private final LocalSide side;
  private final ClusterNodes nodes;
  private final ClusterChannel channel;
  private final CheckpointIndex index;
  private final NeedsReader reader;
  private final Supplier<NodeFacts> facts;

  RestartInquiry(
      LocalSide side,
      ClusterNodes nodes,
      ClusterChannel channel,
      CheckpointIndex index,
      NeedsReader reader,
      Supplier<NodeFacts> facts) {
    this.side = side;
    this.nodes = nodes;
    this.channel = channel;
    this.index = index;
    this.reader = reader;
    this.facts = facts;
  }

  /** All that is in the way. */
  List<MoveBlocker> blockers(RestartOrder order) {
    CheckpointId id = order.checkpoint();
    Checkpoint line = index.find(id.application(), Optional.of(id.version()));
    String subject = "application " + id.application();
    if (!new Caller(order.uid()).mayActOn(line.ownerUid())) {
      return List.of(
          new MoveBlocker(
              Code.NOT_PERMITTED,
              subject,
              "belongs to user " + line.ownerUid() + ": Operation not permitted (EPERM)",
              "ask them, or root"));
    }
    List<MoveBlocker> found = new ArrayList<>();
    Optional<Application> live =
        side.registry()
            .find(new ApplicationId(id.application()))
            .filter(known -> known.phase().isLive());
    if (!order.as().isNew()) {
      live.flatMap(known -> mayRun(known, order)).ifPresent(found::add);
    }
    String here = nodes.named(side.local()).name();
    NodeFacts own = facts.get();
    boolean isHere = line.holders().contains(side.local());
    long room = line.bytes() + (isHere ? 0 : line.storedBytes());
    RestartPreflight.ofRoom(room, here, own).ifPresent(found::add);
    Optional<Optional<ImageNeeds>> needs = needs(line);
    if (needs.isEmpty()) {
      found.add(
          new MoveBlocker(
              Code.NO_HOLDER,
              "version " + id.version() + " of " + subject,
              "is on no node that answers, or is damaged there",
              "bring back one of its holders: 'ssi ckpt show' names them"));
    }
    needs
        .flatMap(known -> known)
        .map(known -> withFilesOfOthers(line, known))
        .ifPresent(known -> {
          found.addAll(RestartPreflight.ofNode(known, order.files(), here, own));
          found.addAll(RestartPreflight.ofSharing(known, order, live.isPresent()));
        });
    return found;
  }

  /** What another container of the application writes is treated before this one is built. */
  private ImageNeeds withFilesOfOthers(Checkpoint line, ImageNeeds own) {
    Map<String, NeededFile> written = new HashMap<>();
    for (Checkpoint other : new WholeVersions(index).siblings(line)) {
      needs(other).flatMap(known -> known).stream()
          .flatMap(known -> known.files().stream())
          .filter(NeededFile::written)
          .forEach(file -> written.put(file.use().path(), file));
    }
    return new ImageNeeds(
        own.files().stream()
            .map(file -> file.written() ? file : written.getOrDefault(file.use().path(), file))
            .toList(),
        own.memoryBytes(),
        own.origin());
  }

  /** As {@link io.ssi.migration.checkpoint.Revival} sees to when it comes to it. */
  private Optional<MoveBlocker> mayRun(Application known, RestartOrder order) {
    NodeId host = known.host();
    String subject = "application " + known.id();
    if (nodes.reachable().contains(host)) {
      return Optional.of(
          new MoveBlocker(
              Code.BUSY,
              subject,
              "is " + known.phase().name().toLowerCase(Locale.ROOT) + " on " + nodes.named(host),
              "end it first with 'ssi kill'"));
    }
    if (order.assumeDead().filter(host::equals).isPresent() || nodes.isGone(host)) {
      return Optional.empty();
    }
    return Optional.of(
        new MoveBlocker(
            Code.BUSY,
            subject,
            "may still run: the agent of "
                + nodes.named(host)
                + " is gone, its programs need not be",
            "start the agent again, or say --assume-dead "
                + nodes.named(host)
                + " if that node is known to be off"));
  }

  /** Empty if no holder says; inside, empty for a version that was made without. */
  private Optional<Optional<ImageNeeds>> needs(Checkpoint line) {
    if (line.holders().contains(side.local())) {
      try {
        return Optional.of(reader.read(line.id()));
      } catch (ImageCorruptException e) {
        log.warn("Version {} cannot be looked at here", line.id(), e);
      }
    }
    for (NodeId holder : line.holders()) {
      if (!holder.equals(side.local())
          && channel.request(holder, Orders.NEEDS, NeedsFormat.encode(line.id()), Orders.SHORT)
              instanceof Reply.Answered answered) {
        return Optional.of(NeedsFormat.decodeAnswer(answered.body()));
      }
    }
    return Optional.empty();
  }
}
