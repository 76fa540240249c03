package io.ssi.pid.host;

import io.ssi.linux.container.Keeper;
import io.ssi.linux.container.KeeperState;
import io.ssi.linux.container.ProgramStreams;
import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.ApplicationPhase;
import io.ssi.pid.CarriedProcess;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.StartFailedException;
import io.ssi.pid.message.StartRequest;
import io.ssi.pid.registry.Subscription;
import io.ssi.pid.view.LocalContainers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The containers of this node.
 *
 * <p>Any thread; two operations on one container must not be under way at the same time. Operations
 * block for keepers, files and the registry.
 *
 * <p>What a migration does, in order: on the target {@link #prepareForRestore}; on the source
 * {@link ContainerSignals#hold} before it is frozen and {@link #expectDeparture} before the kill;
 * on the target {@link #adoptRestored}; on the source {@link #dissolve}. When it is given up:
 * {@link #abandon} on the target, {@link #cancelDeparture} and {@link ContainerSignals#let} on the
 * source.
 */
public final class ContainerHost implements LocalContainers, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerHost.class);

  private final HostParts parts;
  private final HostedContainers hosted = new HostedContainers();
  private final ContainerSignals signals = new ContainerSignals(hosted);
  private final Suspensions suspensions;
  private final ContainerMaker maker;
  private final EndRecorder ends;
  private final ContainerAttachment attachment;
  private final Subscription subscription;

  /**
   * Without containers; call {@link #attachAll} when the agent has joined.
   *
   * @param parts what it is made of
   */
  public ContainerHost(HostParts parts) {
    this.parts = parts;
    this.maker = new ContainerMaker(parts);
    this.ends = new EndRecorder(parts, hosted, maker);
    this.suspensions = new Suspensions(parts, hosted);
    this.attachment = new ContainerAttachment(parts, hosted, maker, ends, suspensions);
    this.subscription =
        parts.registry().listen(new RecordCopies(parts, hosted, suspensions)::changed);
  }

  /**
   * Takes over the containers that an earlier agent of this node left, and tells the registry what
   * became of those that are gone. To be called before this node accepts work, again when it
   * failed, and again whenever the node joins: then it only looks whether others have taken the
   * node for gone meanwhile.
   *
   * @return applications whose move to this node was decided and not done: process-migration
   *     restores them from the image that it has, in a container of {@link #prepareForRestore}
   * @throws io.ssi.membership.map.NoQuorumException in a minority; call it again later
   */
  public List<ContainerNumber> attachAll() {
    return attachment.attachAll();
  }

  /**
   * Says who takes over the programs that an earlier agent had in the foreground, so that what they
   * write goes somewhere. To be called before {@link #attachAll}.
   *
   * @param taker given each of them once, with copies of the far ends that it closes
   */
  public void inForeground(Consumer<AttachedProgram> taker) {
    attachment.inForeground(taker);
  }

  /**
   * Starts an application on this node. Blocks until its program has been exec'd.
   *
   * @param request what to start
   * @return its record, in the phase RUNNING unless it has ended already
   * @throws StartFailedException if it cannot be started; nothing of it is left
   * @throws io.ssi.membership.map.NoQuorumException in a minority; nothing was started
   */
  public Application start(StartRequest request) {
    return new ApplicationStart(parts, hosted, maker, ends).start(request);
  }

  /**
   * Starts an application as {@link #start(StartRequest)} does, with streams for others.
   *
   * @param request what to start
   * @param streams pipes or a terminal
   * @return its program, with the far ends
   */
  public AttachedProgram start(StartRequest request, ProgramStreams streams) {
    return new ApplicationStart(parts, hosted, maker, ends).start(request, streams);
  }

  /**
   * The keeper of a container that is here, in whichever mode.
   *
   * @param number the container
   * @return its keeper, which stays owned by this object; empty if the container is not here
   */
  public Optional<Keeper> keeperOf(ContainerNumber number) {
    return hosted.find(number).map(HostedContainer::keeper);
  }

  /**
   * What a container is to this node.
   *
   * @param number the container
   * @return its mode; empty if it is not here
   */
  public Optional<ContainerMode> modeOf(ContainerNumber number) {
    return hosted.find(number).map(HostedContainer::mode);
  }

  /**
   * What lets signals into the containers of this node.
   *
   * @return shares their state
   */
  public ContainerSignals signals() {
    return signals;
  }

  /**
   * What freezes and thaws the applications of this node.
   *
   * @return shares their state
   */
  public Suspensions suspensions() {
    return suspensions;
  }

  /**
   * Makes an empty container with the application's number, and an empty log for the new stay at
   * the path that its program has open.
   *
   * @param application the application that is to be restored here
   * @return the keeper of the new container
   * @throws StartFailedException if that fails; nothing is left of it
   * @throws IllegalStateException if a container with the number is here
   */
  public Keeper prepareForRestore(Application application) {
    ContainerNumber number = application.id().firstContainer();
    if (hosted.find(number).isPresent()) {
      throw new IllegalStateException("Container " + number + " is here already");
    }
    try {
      int segment = AttachDecision.nextSegment(application, parts.local());
      parts.files().open(number, application.owner(), segment);
      HostedContainer container = maker.launch(number, ContainerMode.RESTORING);
      hosted.add(container);
      ends.watch(container);
      return container.keeper();
    } catch (RuntimeException e) {
      abandon(number);
      throw new StartFailedException(
          1,
          "Making a container for application "
              + application.id()
              + " on node "
              + parts.local()
              + " failed: "
              + e.getMessage(),
          e);
    }
  }

  /**
   * Makes a restored container the application's own: the registry is told that it runs here, from
   * now on its end is recorded, and its earlier output is brought here in the background. May be
   * repeated.
   *
   * @param number the container, prepared with {@link #prepareForRestore}
   * @param carried what the restore made the kernel forget
   * @return the record as it is stored now
   * @throws io.ssi.membership.MembershipException if it cannot be recorded now; the container stays
   *     as it is
   */
  public Application adoptRestored(ContainerNumber number, List<CarriedProcess> carried) {
    HostedContainer container = require(number);
    container.recording().lock();
    try {
      boolean isNew = container.mode() != ContainerMode.HOSTED;
      if (isNew) {
        container.clear();
      }
      KeeperState state = container.keeper().state();
      container.note(state);
      ApplicationId id = ApplicationId.of(number);
      Application stored =
          isNew
              ? parts.registry().change(id, record -> Adoption.of(parts, record, state, carried))
              : parts.registry().get(id);
      container.mode(ContainerMode.HOSTED);
      parts.fetcher().fetch(id);
      ends.settle(container);
      LOG.info("application {}: runs here now", id);
      return stored;
    } finally {
      container.recording().unlock();
    }
  }

  /**
   * The program of a container whose streams its keeper holds.
   *
   * @param application it, in a container that is here
   * @return with copies of the far ends; empty if it has none
   */
  public Optional<AttachedProgram> inForeground(Application application) {
    HostedContainer container = require(application.id().firstContainer());
    return AttachedProgram.of(
        application,
        container,
        container.keeper().state(),
        parts.files().output(container.number()));
  }

  /**
   * Takes charge of a prepared container whose application is recorded here already, by whoever
   * brought it: from now on its end is recorded, and its earlier output is brought here. Should
   * nobody record that it runs, it is recorded a while later. May be repeated, and called before
   * the copy runs. Does nothing when that has ended by now, and its container with it.
   *
   * @param number the container, prepared with {@link #prepareForRestore}
   */
  public void takeCharge(ContainerNumber number) {
    hosted.find(number).ifPresent(this::takeCharge);
  }

  private void takeCharge(HostedContainer container) {
    container.recording().lock();
    try {
      if (container.mode() != ContainerMode.HOSTED) {
        container.clear();
        LetGo.note(container);
        container.mode(ContainerMode.HOSTED);
      }
    } finally {
      container.recording().unlock();
    }
    parts.fetcher().fetch(ApplicationId.of(container.number()));
    ends.settle(container);
    ends.completeMove(container);
  }

  /**
   * Records that a container's move to this node is over, for a source that cannot; what cannot be
   * recorded now is recorded later. Does nothing when it is recorded already, or has ended.
   *
   * @param number the container, taken charge of
   */
  public void completeMove(ContainerNumber number) {
    hosted.find(number).ifPresent(ends::completeNow);
  }

  /**
   * From now on the ends of a container's processes are not the program's: they are about to be
   * killed because the application lives elsewhere. Call it before the first kill.
   *
   * @param number a container that is here
   */
  public void expectDeparture(ContainerNumber number) {
    HostedContainer container = require(number);
    container.recording().lock();
    try {
      container.mode(ContainerMode.DEPARTING);
    } finally {
      container.recording().unlock();
    }
  }

  /**
   * The application stays after all; what ended meanwhile ended by itself.
   *
   * @param number a container that is here
   */
  public void cancelDeparture(ContainerNumber number) {
    HostedContainer container = require(number);
    container.mode(ContainerMode.HOSTED);
    ends.settle(container);
  }

  /**
   * Ends a container whose application lives elsewhere now, with whatever is left in it, and
   * finishes its log, which other nodes can fetch from then on. Repeatable; a container that is not
   * here has only its log finished.
   *
   * @param number the container
   */
  public void dissolve(ContainerNumber number) {
    takeDown(number);
    parts.files().finish(number);
  }

  /**
   * Ends a container that was prepared and is not needed, with its empty log. Repeatable.
   *
   * @param number the container
   */
  public void abandon(ContainerNumber number) {
    takeDown(number);
    parts.files().discard(number);
  }

  @Override
  public Map<Long, ContainerNumber> byPidNamespace() {
    return hosted.byPidNamespace();
  }

  @Override
  public Optional<Application> application(ContainerNumber number) {
    return parts.registry().find(number);
  }

  @Override
  public boolean isListed(ContainerNumber number) {
    Optional<Application> record = application(number);
    boolean isHost = record.filter(known -> known.host().equals(parts.local())).isPresent();
    return switch (modeOf(number).orElse(ContainerMode.RESTORING)) {
      case STARTING -> true;
      // The registry is told first, and whoever reads it there comes here at once.
      case RESTORING ->
          isHost && record.filter(known -> known.phase() == ApplicationPhase.RUNNING).isPresent();
      case HOSTED, DEPARTING -> isHost;
    };
  }

  /**
   * Whether the processes of a container that ended here did so by themselves.
   *
   * @param number the container, which may be gone by now
   * @return false if they were killed because the application is, or may be, elsewhere
   */
  public boolean isOwnEnd(ContainerNumber number) {
    boolean departs = modeOf(number).filter(ContainerMode.DEPARTING::equals).isPresent();
    return !departs
        && application(number).filter(record -> record.host().equals(parts.local())).isPresent();
  }

  /**
   * Whether a program here may write to the log of a container.
   *
   * @param number the container
   * @return true while the container is here
   */
  public boolean isHere(ContainerNumber number) {
    return hosted.find(number).isPresent();
  }

  /** Lets go of all keepers; their containers live on. */
  @Override
  public void close() {
    subscription.close();
    for (HostedContainer container : hosted.all()) {
      hosted.remove(container);
      container.keeper().close();
    }
  }

  private void takeDown(ContainerNumber number) {
    Optional<HostedContainer> found = hosted.find(number);
    if (found.isEmpty()) {
      return;
    }
    HostedContainer container = found.get();
    container.recording().lock();
    try {
      container.mode(ContainerMode.DEPARTING);
      hosted.remove(container);
      maker.takeDown(container);
    } finally {
      container.recording().unlock();
    }
  }

  private HostedContainer require(ContainerNumber number) {
    return hosted
        .find(number)
        .orElseThrow(() -> new IllegalStateException("Container " + number + " is not here"));
  }
}
