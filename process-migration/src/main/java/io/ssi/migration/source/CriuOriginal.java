package io.ssi.migration.source;

import static java.nio.file.StandardOpenOption.CREATE_NEW;

import io.ssi.linux.InsidePid;
import io.ssi.linux.LinuxException;
import io.ssi.linux.container.StreamName;
import io.ssi.linux.criu.CriuException;
import io.ssi.linux.criu.DumpRequest;
import io.ssi.linux.criu.DumpWorker;
import io.ssi.linux.criu.HeldDump;
import io.ssi.linux.criu.TcpConnections;
import io.ssi.linux.criu.image.TcpPairs;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.migration.Copy;
import io.ssi.migration.MigrationOptions;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Original;
import io.ssi.migration.Outcome;
import io.ssi.migration.TakenImage;
import io.ssi.migration.container.Member;
import io.ssi.migration.container.MovingContainer;
import io.ssi.migration.container.MovingContainers;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.MovedStreams;
import io.ssi.migration.wire.StreamsFormat;
import io.ssi.pid.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application on this node, held and saved by CRIU. */
public final class CriuOriginal implements Original {
  private static final Logger log = LoggerFactory.getLogger(CriuOriginal.class);

  private final Application application;
  private final MovingContainers containers;
  private final Path imagePath;
  private final MigrationOptions options;
  private @Nullable DumpWorker worker;
  private @Nullable FrozenTree tree;

  /**
   * An application that is about to leave.
   *
   * @param application which, as it is recorded
   * @param containers this node's
   * @param imagePath where the small files of its image go; must not exist
   * @param options what the caller allows
   */
  public CriuOriginal(
      Application application,
      MovingContainers containers,
      Path imagePath,
      MigrationOptions options) {
    this.application = application;
    this.containers = containers;
    this.imagePath = imagePath;
    this.options = options;
  }

  @Override
  public void holdSignals() {
    containers.holdSignals(application);
    containers.holdStreams(application);
  }

  @Override
  public void letSignals() {
    containers.letStreams(application);
    containers.letSignals(application);
  }

  @Override
  public void prepare(Copy copy) {
    try {
      Optional<Descriptor> pages = Optional.of(copy.pages());
      worker = containers.of(application).dumper().dumpWorker(pages);
      copy.pagesHandedOver();
    } catch (CriuException e) {
      throw new MoveFailedException(Outcome.NOT_STARTED, String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void unprepare() {
    DumpWorker idle = worker;
    worker = null;
    if (idle != null) {
      idle.close();
    }
  }

  @Override
  public TakenImage freeze() {
    MovingContainer container = containers.of(application);
    ImageDirectory directory = directory();
    boolean frozen = false;
    try {
      DumpRequest request =
          DumpRequest.of(new InsidePid(TakenImage.REAPER), directory.path())
              .frozenIn(container.freezer())
              .withTcp(options.tcpClose() ? TcpConnections.CLOSE : TcpConnections.KEEP);
      boolean isTerminal = container.heldStreams().contains(StreamName.PTY);
      HeldDump dump = prepared().dump(isTerminal ? request.withTerminal() : request);
      List<Member> members = container.members();
      tree = new FrozenTree(dump, container.grip(members));
      TcpPairs.problem(directory.path())
          .ifPresent(problem -> {
            throw new MoveFailedException(Outcome.ROLLED_BACK, problem);
          });
      saveStreams(container, directory);
      TakenImage image =
          new TakenImage(directory.path(), container.carried(members), container.cursor());
      frozen = true;
      return image;
    } catch (CriuException e) {
      throw new MoveFailedException(Outcome.ROLLED_BACK, String.valueOf(e.getMessage()), e);
    } finally {
      if (!frozen) {
        thawAfterFailure();
        removeImage();
      }
    }
  }

  private static void saveStreams(MovingContainer container, ImageDirectory directory) {
    Optional<MovedStreams> streams = container.streams();
    if (streams.isPresent()) {
      try {
        Files.write(
            directory.file(MovedStreams.FILE), StreamsFormat.encode(streams.get()), CREATE_NEW);
      } catch (IOException e) {
        throw new MoveFailedException(
            Outcome.ROLLED_BACK, "cannot write what is in its streams: " + e.getMessage(), e);
      }
    }
  }

  private DumpWorker prepared() {
    DumpWorker ready = worker;
    if (ready == null) {
      throw new IllegalStateException(
          "Nothing is prepared to save application " + application.id());
    }
    return ready;
  }

  private void thawAfterFailure() {
    FrozenTree held = tree;
    if (held != null) {
      tree = null;
      held.resume();
    }
  }

  private ImageDirectory directory() {
    try {
      return ImageDirectory.create(imagePath);
    } catch (IOException e) {
      throw new MoveFailedException(
          Outcome.NOT_STARTED, "cannot make the directory for the image: " + e.getMessage(), e);
    }
  }

  @Override
  public void standStill() {
    containers.of(application).standStill();
    if (!held().isHeld()) {
      throw new MoveFailedException(
          Outcome.ROLLED_BACK, "CRIU ended while it held the application, which runs on");
    }
  }

  @Override
  public void resume() {
    moveAgain();
    held().resume();
    removeImage();
  }

  @Override
  public void end() {
    containers.departing(application);
    held().kill();
    // Where it is frozen in a hierarchy of version 1, it does not even die.
    moveAgain();
  }

  private void moveAgain() {
    try {
      containers.of(application).moveAgain();
    } catch (LinuxException e) {
      log.error("Application {}: its control group stays frozen", application.id(), e);
    }
  }

  @Override
  public void dissolve() {
    try {
      held().finish();
    } catch (CriuException e) {
      // Every process was killed before, so nothing depends on CRIU's answer any more.
      log.info("Application {}: CRIU did not confirm its end here", application.id(), e);
    }
    containers.dissolve(application);
    removeImage();
  }

  private FrozenTree held() {
    FrozenTree held = tree;
    if (held == null) {
      throw new IllegalStateException("Application " + application.id() + " is not frozen");
    }
    return held;
  }

  private void removeImage() {
    try {
      new ImageDirectory(imagePath).delete();
    } catch (IOException e) {
      log.warn("Application {}: the image {} stays behind", application.id(), imagePath, e);
    }
  }
}
