package io.ssi.linux.criu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What to restore, and how. Start with {@link #of} and change what differs.
 *
 * @param images directory with a complete image, the same path for the worker and for this process;
 *     gets the log
 * @param tcp what becomes of established connections, as it was said to the dump
 * @param terminal whether the tree has a terminal whose master was outside: its new master comes
 *     with the held restore
 * @param inherited what replaces files that were outside
 * @param external what else lies outside, as {@code criu --external} names it; never take these
 *     from another machine or a user
 */
public record RestoreRequest(
    Path images,
    TcpConnections tcp,
    boolean terminal,
    List<InheritedFile> inherited,
    List<String> external) {

  /** File in the images directory to which a restore writes its log. */
  public static final String LOG_FILE = "restore.log";

  /** Refuses what CRIU could not be told. */
  public RestoreRequest {
    if (!images.isAbsolute()) {
      throw new IllegalArgumentException("The images directory must be absolute, not " + images);
    }
    inherited = List.copyOf(inherited);
    external = List.copyOf(external);
  }

  /** A restore of a tree without ties to outside. */
  public static RestoreRequest of(Path images) {
    return new RestoreRequest(images, TcpConnections.REFUSE, false, List.of(), List.of());
  }

  /** Another treatment of established connections. */
  public RestoreRequest withTcp(TcpConnections treatment) {
    return new RestoreRequest(images, treatment, terminal, inherited, external);
  }

  /** The tree has a terminal whose master was outside. */
  public RestoreRequest withTerminal() {
    return new RestoreRequest(images, tcp, true, inherited, external);
  }

  /** One more file that is replaced. */
  public RestoreRequest withInherited(InheritedFile file) {
    List<InheritedFile> all = new ArrayList<>(inherited);
    all.add(file);
    return new RestoreRequest(images, tcp, terminal, all, external);
  }

  /** Other things that lie outside. */
  public RestoreRequest withExternal(List<String> entries) {
    return new RestoreRequest(images, tcp, terminal, inherited, entries);
  }

  /** Where the log is. */
  public Path log() {
    return images.resolve(LOG_FILE);
  }
}
