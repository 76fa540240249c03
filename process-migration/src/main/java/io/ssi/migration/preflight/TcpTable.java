package io.ssi.migration.preflight;

import io.ssi.migration.preflight.ProcessFacts.Connections;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The connections of a network namespace, from {@code /proc/PID/net/tcp} and {@code tcp6}
 * (Documentation/networking/proc_net_tcp.rst; the states are in include/net/tcp_states.h).
 */
final class TcpTable {
  // All in which a socket that a process holds has another end: TIME_WAIT and SYN_RECV have none.
  private static final Set<String> CONNECTED = Set.of("01", "02", "04", "05", "08", "09", "0B");
  private static final String ESTABLISHED = "01";
  private static final String LISTEN = "0A";
  // 127.0.0.0/8 and ::1, as this little-endian machine prints them.
  private static final String LOOPBACK = "7F";
  private static final String LOOPBACK_SIX = "00000000000000000000000001000000:";
  private static final String MAPPED = "0000000000000000FFFF0000";
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int QUEUES = 4;
  private static final int INODE = 9;
  private static final int WORD = 8;

  private final Map<Long, Connection> byInode = new HashMap<>();
  private final Map<Long, String> waitedAt = new HashMap<>();

  /** One end of a connection, by the hexadecimal addresses of the kernel. */
  private record Connection(String local, String remote, String state) {
    boolean isOtherEndOf(Connection other) {
      return local.equals(other.remote) && remote.equals(other.local);
    }

    /** Both ends can be made anew on any node: of its loopback, and neither of them half closed. */
    boolean canBeKept(Connection other) {
      return isLoopback(local)
          && isLoopback(remote)
          && state.equals(ESTABLISHED)
          && other.state.equals(ESTABLISHED);
    }

    private static boolean isLoopback(String address) {
      return (address.startsWith(LOOPBACK, 6) && address.indexOf(':') == WORD)
          || address.startsWith(LOOPBACK_SIX);
    }
  }

  /**
   * Adds the lines of a file.
   *
   * @param lines with the heading
   * @throws IllegalArgumentException if a line is not what the kernel writes
   */
  void add(List<String> lines) {
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      List<String> fields = SPACE.splitAsStream(line.trim()).toList();
      if (fields.size() <= INODE) {
        throw new IllegalArgumentException("Not a line of /proc/net/tcp: " + line);
      }
      long inode = Long.parseLong(fields.get(INODE));
      String state = fields.get(STATE);
      if (CONNECTED.contains(state)) {
        byInode.put(
            inode,
            new Connection(unmapped(fields.get(LOCAL)), unmapped(fields.get(REMOTE)), state));
      } else if (state.equals(LISTEN) && !fields.get(QUEUES).endsWith(":00000000")) {
        // The receive queue of a listening socket is that of connections to be accepted.
        waitedAt.put(inode, fields.get(LOCAL));
      }
    }
  }

  /**
   * The connections of some sockets of an application.
   *
   * @param sockets inode numbers of all sockets of the application
   * @param asked inode numbers of the sockets in question
   * @return their remote ends, by whether the other end is a socket of the application too; without
   *     those that can be kept
   */
  Connections of(Collection<Long> sockets, Collection<Long> asked) {
    List<Connection> own = sockets.stream().map(byInode::get).filter(Objects::nonNull).toList();
    List<String> outside = new ArrayList<>();
    List<String> inside = new ArrayList<>();
    List<String> unaccepted = new ArrayList<>();
    for (Long inode : asked) {
      Connection connection = byInode.get(inode);
      if (connection != null) {
        Optional<Connection> other = own.stream().filter(connection::isOtherEndOf).findFirst();
        if (other.filter(connection::canBeKept).isEmpty()) {
          (other.isPresent() ? inside : outside).add(readable(connection.remote()));
        }
      }
      String waited = waitedAt.get(inode);
      if (waited != null) {
        unaccepted.add(readable(waited));
      }
    }
    return new Connections(outside, inside, unaccepted);
  }

  /** A server for both versions has the address of one in the form of the other. */
  private static String unmapped(String address) {
    return address.startsWith(MAPPED) ? address.substring(MAPPED.length()) : address;
  }

  /** The kernel prints an address as 32-bit words in host order. */
  private static String readable(String address) {
    int colon = address.indexOf(':');
    byte[] bytes = HexFormat.of().parseHex(address.substring(0, colon));
    int port = Integer.parseInt(address.substring(colon + 1), 16);
    StringBuilder text = new StringBuilder();
    boolean four = bytes.length * 2 == WORD;
    for (int word = 0; word < bytes.length; word += 4) {
      for (int i = 3; i >= 0; i--) {
        if (four) {
          text.append(text.isEmpty() ? "" : ".").append(bytes[word + i] & 0xff);
        } else {
          boolean newGroup = !text.isEmpty() && (3 - i) % 2 == 0;
          text.append(newGroup ? ":" : "")
              .append(String.format(Locale.ROOT, "%02x", bytes[word + i]));
        }
      }
    }
    return (four ? text.toString() : "[" + text + "]") + ":" + port;
  }
}
