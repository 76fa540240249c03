package io.ssi.linux.criu;

import io.ssi.linux.InsidePid;
import io.ssi.linux.syscall.Descriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to dump, and how. Start with {@link #of} and change what differs.
 *
 * @param tree root of the process tree, as numbered in the worker's pid namespace
 * @param images existing directory, the same path for the worker and for this process; gets the
 *     images and the log
 * @param leaveRunning whether the original goes on after {@link HeldDump#finish}
 * @param pageServer a connected stream socket over which memory pages leave by CRIU's page server
 *     protocol, in place of pages files here
 * @param tcp what becomes of established connections; to be said at the restore as well
 * @param terminal whether the tree has a terminal whose master is outside
 * @param ghostLimitBytes largest deleted file that is still open and goes into the image
 * @param external what lies outside and is replaced at the restore, as {@code criu --external}
 *     names it; never take these from another machine or a user
 * @param freezer the control group in which the tree stands frozen; CRIU thaws it when it holds
 *     every process itself, and freezes it again before it lets go of an original that goes on
 */
public record DumpRequest(
    InsidePid tree,
    Path images,
    boolean leaveRunning,
    Optional<Descriptor> pageServer,
    TcpConnections tcp,
    boolean terminal,
    long ghostLimitBytes,
    List<String> external,
    Optional<Path> freezer) {

  /** File in the images directory to which a dump writes its log. */
  public static final String LOG_FILE = "dump.log";

  /** Largest deleted file that goes into an image unless another limit is given, in bytes. */
  public static final long GHOST_LIMIT = 16L << 20;

  private static final long LARGEST_GHOST_LIMIT = 0xffff_ffffL;

  /** Refuses what CRIU could not be told. */
  public DumpRequest {
    if (!images.isAbsolute()) {
      throw new IllegalArgumentException("The images directory must be absolute, not " + images);
    }
    if (ghostLimitBytes < 0 || ghostLimitBytes > LARGEST_GHOST_LIMIT) {
      throw new IllegalArgumentException("The ghost limit has 32 bits, not " + ghostLimitBytes);
    }
    external = List.copyOf(external);
  }

  /** A dump that ends the original, refuses what is connected to outside, and keeps pages here. */
  public static DumpRequest of(InsidePid tree, Path images) {
    return new DumpRequest(
        tree,
        images,
        false,
        Optional.empty(),
        TcpConnections.REFUSE,
        false,
        GHOST_LIMIT,
        List.of(),
        Optional.empty());
  }

  /** The original goes on after {@link HeldDump#finish}. */
  public DumpRequest withLeaveRunning() {
    return new DumpRequest(
        tree, images, true, pageServer, tcp, terminal, ghostLimitBytes, external, freezer);
  }

  /** Pages leave over this socket. */
  public DumpRequest withPageServer(Descriptor socket) {
    return new DumpRequest(
        tree,
        images,
        leaveRunning,
        Optional.of(socket),
        tcp,
        terminal,
        ghostLimitBytes,
        external,
        freezer);
  }

  /** Another treatment of established connections. */
  public DumpRequest withTcp(TcpConnections treatment) {
    return new DumpRequest(
        tree,
        images,
        leaveRunning,
        pageServer,
        treatment,
        terminal,
        ghostLimitBytes,
        external,
        freezer);
  }

  /** The tree has a terminal whose master is outside. */
  public DumpRequest withTerminal() {
    return new DumpRequest(
        tree, images, leaveRunning, pageServer, tcp, true, ghostLimitBytes, external, freezer);
  }

  /** Another limit for deleted files. */
  public DumpRequest withGhostLimit(long bytes) {
    return new DumpRequest(
        tree, images, leaveRunning, pageServer, tcp, terminal, bytes, external, freezer);
  }

  /** Other things that lie outside. */
  public DumpRequest withExternal(List<String> entries) {
    return new DumpRequest(
        tree, images, leaveRunning, pageServer, tcp, terminal, ghostLimitBytes, entries, freezer);
  }

  /** The tree stands frozen in a control group, or does not. */
  public DumpRequest frozenIn(Optional<Path> group) {
    return new DumpRequest(
        tree, images, leaveRunning, pageServer, tcp, terminal, ghostLimitBytes, external, group);
  }

  /** Where the log is. */
  public Path log() {
    return images.resolve(LOG_FILE);
  }
}
