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
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The connections of a network namespace, from {@code /proc/PID/net/tcp} and {@code tcp6}
 * (Documentation/networking/proc_net_tcp.rst; the states are in include/net/tcp_states.h).
 */
final class TcpTable {
  // All in which a socket that a process holds has another end: TIME_WAIT and SYN_RECV have none.
  private static final Set<String> CONNECTED = Set.of("01", "02", "04", "05", "08", "09", "0B");
  private static final String LISTEN = "0A";
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
  private record Connection(String local, String remote) {
    Connection fromTheOtherEnd() {
      return new Connection(/* local= */ remote, /* remote= */ local);
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
        byInode.put(inode, new Connection(fields.get(LOCAL), fields.get(REMOTE)));
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
   * @return their remote ends, by whether the other end is a socket of the application too
   */
  Connections of(Collection<Long> sockets, Collection<Long> asked) {
    List<Connection> own = sockets.stream().map(byInode::get).filter(Objects::nonNull).toList();
    List<String> outside = new ArrayList<>();
    List<String> inside = new ArrayList<>();
    List<String> unaccepted = new ArrayList<>();
    for (Long inode : asked) {
      Connection connection = byInode.get(inode);
      if (connection != null) {
        boolean isInside = own.contains(connection.fromTheOtherEnd());
        (isInside ? inside : outside).add(readable(connection.remote()));
      }
      String waited = waitedAt.get(inode);
      if (waited != null) {
        unaccepted.add(readable(waited));
      }
    }
    return new Connections(outside, inside, unaccepted);
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
