package io.ssi.linux.criu.image;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Something that is open, mapped, or somebody's directory; an entry of {@code files.img}. */
public sealed interface OpenFile {

  /** Number within the image, to which descriptors and mappings refer. */
  int id();

  /** What it is. */
  FileType type();

  /**
   * A file, directory or device node.
   *
   * @param path absolute
   * @param flags as in open(2)
   * @param position of the next read or write
   * @param size when it was dumped; absent for what has none, and for a file that is only appended
   *     to, which CRIU does not compare
   * @param mode type and permissions when it was dumped, as in inode(7)
   * @param buildId of a program or library, as hexadecimal digits
   */
  record Regular(
      int id,
      String path,
      int flags,
      long position,
      OptionalLong size,
      OptionalInt mode,
      Optional<String> buildId)
      implements OpenFile {
    private static final int ACCESS_MODE = 3;
    private static final int WRITE_ONLY = 1;
    private static final int APPEND = 0x400;
    private static final int TYPE_MASK = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int REGULAR = 0100000;

    /** Refuses a path that means nothing elsewhere. */
    public Regular {
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException("the path '" + path + "' is not absolute");
      }
    }

    @Override
    public FileType type() {
      return FileType.REGULAR;
    }

    /** Whether it was opened for writing. */
    public boolean isWritable() {
      return (flags & ACCESS_MODE) != 0;
    }

    /** Whether it can only be appended to: CRIU lets such a file grow before the restore. */
    public boolean isAppendOnly() {
      return (flags & ACCESS_MODE) == WRITE_ONLY && (flags & APPEND) != 0;
    }

    /** Whether it is a directory; empty if the image does not say. */
    public Optional<Boolean> isDirectory() {
      return hasType(DIRECTORY);
    }

    /** Whether it is a regular file with a content; empty if the image does not say. */
    public Optional<Boolean> isRegularFile() {
      return hasType(REGULAR);
    }

    private Optional<Boolean> hasType(int wanted) {
      return mode.isPresent()
          ? Optional.of((mode.getAsInt() & TYPE_MASK) == wanted)
          : Optional.empty();
    }
  }

  /**
   * One end of a pipe.
   *
   * @param pipe inode number, the same for both ends
   */
  record Pipe(int id, long pipe) implements OpenFile {
    @Override
    public FileType type() {
      return FileType.PIPE;
    }
  }

  /**
   * An open named pipe, fifo(7).
   *
   * @param node number of the file that names it
   */
  record NamedPipe(int id, int node) implements OpenFile {
    @Override
    public FileType type() {
      return FileType.FIFO;
    }
  }

  /**
   * TCP, UDP and their kin.
   *
   * @param family as in socket(2): 2 or 10
   * @param protocol as in {@code /etc/protocols}
   * @param state of a TCP connection, as in {@code tcp_states.h} of the kernel
   * @param source this end
   * @param target the other end; port 0 if there is none
   */
  record InternetSocket(
      int id, int family, int protocol, int state, Endpoint source, Endpoint target)
      implements OpenFile {
    private static final int TCP = 6;
    private static final int LISTEN = 10;
    private static final int CLOSED = 7;

    @Override
    public FileType type() {
      return FileType.INTERNET_SOCKET;
    }

    /** Whether it waits for connections. */
    public boolean isListening() {
      return protocol == TCP && state == LISTEN;
    }

    /** Whether there is a TCP connection, in whichever phase of its life. */
    public boolean isConnected() {
      return protocol == TCP && state != LISTEN && state != CLOSED;
    }
  }

  /**
   * One side of an internet socket.
   *
   * @param address numeric
   * @param port 0 for none
   */
  record Endpoint(InetAddress address, int port) {
    private static final int LARGEST_PORT = 65535;

    /** Refuses ports that cannot be. */
    public Endpoint {
      if (port < 0 || port > LARGEST_PORT) {
        throw new IllegalArgumentException("the port " + port + " is impossible");
      }
    }

    static Endpoint of(byte[] address, int port) {
      try {
        return new Endpoint(InetAddress.getByAddress(address), port);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("an address has " + address.length + " bytes", e);
      }
    }
  }

  /**
   * A socket of unix(7).
   *
   * @param inode its own
   * @param peer inode of the other end; 0 if it is not connected
   * @param name path, {@code @} and an abstract name, or empty
   */
  record UnixSocket(int id, int inode, int peer, String name) implements OpenFile {
    @Override
    public FileType type() {
      return FileType.UNIX_SOCKET;
    }
  }

  /**
   * Anything else.
   *
   * @param type what it is
   */
  record Other(int id, FileType type) implements OpenFile {}
}
