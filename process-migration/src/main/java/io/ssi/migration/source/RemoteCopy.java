package io.ssi.migration.source;

import io.ssi.linux.container.StreamName;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.membership.NodeId;
import io.ssi.membership.stream.BulkStream;
import io.ssi.migration.Copy;
import io.ssi.migration.MoveFailedException;
import io.ssi.migration.Outcome;
import io.ssi.migration.TakenImage;
import io.ssi.migration.container.PageBridge;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageFile;
import io.ssi.migration.image.ImageManifest;
import io.ssi.migration.wire.ControlStream;
import io.ssi.migration.wire.ControlStream.Ask;
import io.ssi.migration.wire.MoveStreams;
import io.ssi.pid.Application;
import io.ssi.pid.wire.ApplicationWire;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The application on the other node, as this node speaks to it over two streams: one for the
 * conversation, one for pages.
 */
public final class RemoteCopy implements Copy {
  private final Application application;
  private final NodeId target;
  private final TargetStreams streams;
  private final ThreadFactory threads;
  private final InstantSource clock;
  private final long estimatedBytes;
  private final Set<StreamName> heldStreams;
  private final boolean tcpClose;
  private @Nullable BulkStream control;
  private @Nullable PageBridge bridge;
  private boolean isAsked;

  /**
   * What the copy is to be.
   *
   * @param application as it is recorded, with the attempt
   * @param estimatedBytes memory of its processes
   * @param streams those of its program whose far ends its keeper holds
   * @param tcpClose whether its connections to outside are closed
   */
  public record Plan(
      Application application, long estimatedBytes, Set<StreamName> streams, boolean tcpClose) {

    /** Takes a copy of the set. */
    public Plan {
      streams = Set.copyOf(streams);
    }
  }

  /**
   * A copy that does not exist yet.
   *
   * @param plan what it is to be
   * @param target where
   * @param streams to that node; closed with the copy
   * @param threads makes platform threads
   * @param clock the time
   */
  public RemoteCopy(
      Plan plan, NodeId target, TargetStreams streams, ThreadFactory threads, InstantSource clock) {
    this.application = plan.application();
    this.estimatedBytes = plan.estimatedBytes();
    this.heldStreams = plan.streams();
    this.tcpClose = plan.tcpClose();
    this.target = target;
    this.streams = streams;
    this.threads = threads;
    this.clock = clock;
  }

  @Override
  public void request() {
    BulkStream stream = streams.control();
    BulkStream pages = streams.pages();
    control = stream;
    long attempt = application.attempt().number();
    byte[] record = ApplicationWire.encode(application);
    try {
      isAsked = true;
      ControlStream.write(
          stream.output(),
          new ControlStream.ReserveAsk(record, attempt, estimatedBytes, heldStreams));
      MoveStreams.introduce(pages.output(), application.id(), attempt);
    } catch (IOException e) {
      throw broken(e);
    }
    bridge = new PageBridge(pages, threads);
  }

  @Override
  public void reserve() {
    isAsked = false;
    awaitDone();
  }

  @Override
  public Descriptor pages() {
    return bridge().criuSide();
  }

  @Override
  public void pagesHandedOver() {
    bridge().handedOver();
  }

  @Override
  public long transfer(TakenImage image) {
    ImageDirectory directory = new ImageDirectory(image.directory());
    BulkStream stream = control();
    try {
      List<ImageFile> files = directory.hashed();
      ControlStream.write(stream.output(), new ControlStream.TransferAsk(manifest(image, files)));
      for (ImageFile file : files) {
        directory.send(file.name(), stream.output());
      }
      stream.output().flush();
      return answer(stream);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private ImageManifest manifest(TakenImage image, List<ImageFile> files) {
    return new ImageManifest(
        application.id().value(),
        0,
        "",
        clock.instant(),
        application.host().value(),
        ApplicationWire.encode(application),
        String.join(" ", application.command()),
        files,
        List.of(),
        image.carried(),
        image.cursor(),
        Duration.ZERO);
  }

  @Override
  public void hold() {
    ask(new ControlStream.HoldAsk(tcpClose));
  }

  @Override
  public void release() {
    try {
      ControlStream.write(control().output(), new ControlStream.ReleaseAsk());
    } catch (IOException e) {
      throw broken(e);
    }
  }

  @Override
  public void confirm() {
    awaitDone();
  }

  @Override
  public void abandon() {
    if (isAsked) {
      reserve();
    }
    if (control != null) {
      ask(new ControlStream.AbandonAsk());
    }
  }

  @Override
  public void close() {
    if (bridge != null) {
      bridge.close();
    }
    streams.close();
  }

  private void ask(Ask ask) {
    try {
      ControlStream.write(control().output(), ask);
    } catch (IOException e) {
      throw broken(e);
    }
    awaitDone();
  }

  private void awaitDone() {
    try {
      var _ = answer(control());
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private long answer(BulkStream stream) throws IOException {
    return switch (ControlStream.readAnswer(stream.input())) {
      case ControlStream.DoneAnswer done -> done.bytes();
      case ControlStream.FailedAnswer failed ->
          throw new MoveFailedException(Outcome.ROLLED_BACK, failed.message());
    };
  }

  private MoveFailedException broken(IOException e) {
    return new MoveFailedException(
        Outcome.ROLLED_BACK, "the connection to node " + target + " broke: " + e.getMessage(), e);
  }

  private BulkStream control() {
    BulkStream stream = control;
    if (stream == null) {
      throw new IllegalStateException("Nothing is reserved on node " + target);
    }
    return stream;
  }

  private PageBridge bridge() {
    PageBridge joined = bridge;
    if (joined == null) {
      throw new IllegalStateException("Nothing is reserved on node " + target);
    }
    return joined;
  }
}
