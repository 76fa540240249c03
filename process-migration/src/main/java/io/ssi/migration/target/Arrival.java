package io.ssi.migration.target;

import io.ssi.linux.InsidePid;
import io.ssi.linux.container.StreamName;
import io.ssi.linux.criu.CriuException;
import io.ssi.linux.criu.HeldRestore;
import io.ssi.linux.criu.InheritedFile;
import io.ssi.linux.criu.PageServer;
import io.ssi.linux.criu.RestoreRequest;
import io.ssi.linux.criu.RestoreWorker;
import io.ssi.linux.criu.TcpConnections;
import io.ssi.linux.criu.image.CheckpointImages;
import io.ssi.linux.criu.image.TcpPairs;
import io.ssi.membership.stream.BulkStream;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.container.MovingContainer;
import io.ssi.migration.container.MovingContainers;
import io.ssi.migration.container.PageBridge;
import io.ssi.migration.container.PidGap;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageFile;
import io.ssi.migration.image.ImageFileName;
import io.ssi.migration.image.ImageManifest;
import io.ssi.migration.image.MovedStreams;
import io.ssi.pid.Application;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One application that comes to this node: a container made ready for it, its pages, its files, its
 * processes. The conversation's thread calls all methods but {@link #takePages}, which the thread
 * of the page stream calls.
 */
final class Arrival implements ArrivingCopy {
  private static final Logger log = LoggerFactory.getLogger(Arrival.class);
  // Above what the image of a small application needs; the page server is gone before the restore.
  private static final int CURSOR_FOR_THE_PAGE_SERVER = 32_000;
  private static final Duration PAGES_LIMIT = Duration.ofMinutes(15);
  private static final Duration START_LIMIT = Duration.ofSeconds(10);

  private final Application application;
  private final MovingContainers containers;
  private final MovingContainer container;
  private final ImageDirectory image;
  private final ArrivingStreams streams;
  private final CompletableFuture<PageServer> pageServer = new CompletableFuture<>();
  private final CompletableFuture<RestoreWorker> restorer = new CompletableFuture<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private @Nullable ImageManifest manifest;
  private @Nullable HeldRestore held;
  private Optional<MovedStreams> moved = Optional.empty();
  private ArrivingLocks locks = ArrivingLocks.none();
  private boolean built;
  private boolean released;

  private Arrival(
      Application application,
      MovingContainers containers,
      MovingContainer container,
      ImageDirectory image,
      ArrivingStreams streams) {
    this.application = application;
    this.containers = containers;
    this.container = container;
    this.image = image;
    this.streams = streams;
  }

  /**
   * Makes everything ready.
   *
   * @param application what comes, as the attempt began
   * @param containers this node's
   * @param kept where its image goes; what is there of an attempt that was not decided is removed
   * @param held streams of its program that need another far end
   * @return the arrival
   */
  static Arrival reserve(
      Application application, MovingContainers containers, KeptImage kept, Set<StreamName> held) {
    ImageDirectory image;
    try {
      kept.delete();
      image = ImageDirectory.create(kept.path());
    } catch (IOException e) {
      throw new MoveFailedException(
          Outcome.NOT_STARTED, "cannot make the directory for the image: " + e.getMessage(), e);
    }
    MovingContainer container = containers.prepare(application);
    try {
      container.cursor(CURSOR_FOR_THE_PAGE_SERVER);
      return new Arrival(application, containers, container, image, new ArrivingStreams(held));
    } catch (RuntimeException e) {
      containers.discard(application);
      throw e;
    }
  }

  /**
   * An arrival whose image an earlier agent of this node took whole, or whose processes are gone.
   *
   * @param recorded what comes, as the registry has it
   * @param containers this node's
   * @param kept its image
   * @return the arrival, held
   * @throws IOException if the image cannot be read
   * @throws RuntimeException if it cannot be restored; the image stays, and nothing else
   */
  static Arrival again(Application recorded, MovingContainers containers, KeptImage kept)
      throws IOException {
    ImageManifest manifest = kept.manifest();
    ImageDirectory image = new ImageDirectory(kept.path());
    MovingContainer container = containers.prepare(recorded);
    List<StreamName> names =
        ArrivingStreams.read(image).stream()
            .flatMap(moved -> moved.pipes().stream())
            .map(MovedStreams.MovedPipe::stream)
            .toList();
    ArrivingStreams streams = new ArrivingStreams(names);
    Arrival arrival = new Arrival(recorded, containers, container, image, streams);
    arrival.manifest = manifest;
    try {
      container.cursor(PidGap.before(CheckpointImages.numbers(image.path())));
      arrival.restorer.complete(container.restorer().restoreWorker(streams.inner()));
      // Whoever did not allow that has no connections in the image, or it had not been taken.
      arrival.hold(true);
      return arrival;
    } catch (RuntimeException e) {
      arrival.discard();
      throw e;
    }
  }

  @Override
  public Application application() {
    return application;
  }

  @Override
  public boolean isHeld() {
    return held != null;
  }

  @Override
  public boolean wasBuilt() {
    return built;
  }

  @Override
  public boolean runs() {
    return released;
  }

  /** Takes the pages of the original; returns when the arrival is over. */
  void takePages(BulkStream stream, ThreadFactory threads) {
    try (PageBridge bridge = new PageBridge(stream, threads)) {
      try {
        pageServer.complete(container.dumper().pageServer(image.path(), bridge.criuSide()));
      } catch (RuntimeException e) {
        pageServer.completeExceptionally(e);
      } finally {
        // Also where none serves: else the dump that sends to it would wait for its limit.
        bridge.handedOver();
      }
      awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Keeps a worker ready for the restore meanwhile. */
  private void awaitEnd() throws InterruptedException {
    try (RestoreWorker worker = container.restorer().restoreWorker(streams.inner())) {
      restorer.complete(worker);
      done.await();
    } catch (RuntimeException e) {
      restorer.completeExceptionally(e);
      done.await();
    }
  }

  /** Takes the files and waits for the last page; gives the size of the image in bytes. */
  long transfer(ImageManifest sent, InputStream in) throws IOException {
    for (ImageFile file : sent.files()) {
      image.receive(file, in);
    }
    KeptImage.write(image, sent);
    manifest = sent;
    awaitPages();
    long bytes = 0;
    for (ImageFileName name : image.names()) {
      bytes += Files.size(image.file(name));
    }
    return bytes;
  }

  private void awaitPages() {
    started(pageServer, "the pages of the application did not arrive").await(PAGES_LIMIT);
  }

  private static <T> T started(CompletableFuture<T> worker, String otherwise) {
    try {
      return worker.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new MoveFailedException(Outcome.ROLLED_BACK, otherwise + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MoveFailedException(Outcome.ROLLED_BACK, "the agent of the target ends", e);
    }
  }

  /** Builds the processes and holds them. */
  void hold(boolean tcpClose) {
    Set<InsidePid> numbers = CheckpointImages.numbers(image.path());
    RestoreWorker worker = worker(numbers);
    container.cursor(PidGap.before(numbers));
    RestoreRequest request =
        RestoreRequest.of(image.path())
            .withTcp(
                TcpPairs.treatment(
                    image.path(), tcpClose ? TcpConnections.CLOSE : TcpConnections.REFUSE));
    moved = ArrivingStreams.read(image);
    if (moved.isPresent()) {
      for (InheritedFile file : streams.fill(moved.get(), container)) {
        request = request.withInherited(file);
      }
    }
    locks = ArrivingLocks.leaveOut(image);
    boolean isTerminal = moved.filter(MovedStreams::terminal).isPresent();
    held = worker.restore(isTerminal ? request.withTerminal() : request);
    built = true;
    if (isTerminal) {
      ArrivingStreams.adoptTerminal(held, container);
    }
    // What is restored has its own; with these the end of a stream would never be seen.
    streams.close();
  }

  /** The one that waits, unless it may have a number that the image needs. */
  private RestoreWorker worker(Set<InsidePid> numbers) {
    RestoreWorker ready = started(restorer, "CRIU could not be started");
    if (numbers.stream().noneMatch(number -> number.value() > CURSOR_FOR_THE_PAGE_SERVER)) {
      return ready;
    }
    ready.close();
    container.cursor(PidGap.before(numbers));
    return container.restorer().restoreWorker(streams.inner());
  }

  @Override
  public void release() {
    letRun();
    end();
  }

  /** Lets the processes run, in the charge of this node from then on; the image stays. */
  void letRun() {
    HeldRestore copy = held;
    ImageManifest sent = manifest;
    if (copy == null || sent == null) {
      throw new IllegalStateException(
          "Application " + application.id() + " cannot be released: it is not held here");
    }
    held = null;
    locks.take(container.members());
    letGo(copy);
    released = true;
    container.cursor(sent.cursor());
    moved.ifPresent(streams -> containers.takeStreams(application, streams.run()));
    containers.takeCharge(application);
  }

  private void letGo(HeldRestore copy) {
    boolean wasHeld = copy.isHeld();
    try {
      copy.release();
    } catch (CriuException e) {
      // What CRIU left behind in its restorer never comes out. But restoring once more what has run
      // would make it go back in time.
      if (!wasHeld || container.members().isEmpty() || container.isBeingBuilt()) {
        throw e;
      }
      log.warn("Application {} runs, but CRIU did not confirm it", application.id(), e);
    }
  }

  /** Throws away what was built, and the container; the image stays. */
  @Override
  public void discard() {
    HeldRestore copy = held;
    held = null;
    done.countDown();
    streams.close();
    try {
      if (copy != null) {
        copy.abandon();
      }
    } finally {
      // What a dead worker of CRIU left behind ends with the container.
      containers.discard(application);
    }
  }

  @Override
  public void abandon() {
    try {
      discard();
    } finally {
      end();
    }
  }

  @Override
  public void end() {
    done.countDown();
    try {
      image.delete();
    } catch (IOException e) {
      log.warn("Application {}: the image {} stays behind", application.id(), image.path(), e);
    }
  }
}
