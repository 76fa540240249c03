package io.ssi.migration.preflight;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The established connections of a network namespace, from {@code /proc/PID/net/tcp} and {@code
 * tcp6} (Documentation/networking/proc_net_tcp.rst).
 */
final class TcpTable {
  private static final String ESTABLISHED = "01";
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final int WORD = 8;

  private final Map<Long, Connection> byInode = new HashMap<>();

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
      if (fields.get(STATE).equals(ESTABLISHED)) {
        byInode.put(
            Long.parseLong(fields.get(INODE)),
            new Connection(fields.get(LOCAL), fields.get(REMOTE)));
      }
    }
  }

  /**
   * The connections among some sockets whose other end is none of them.
   *
   * @param sockets inode numbers of the sockets of an application
   * @param asked inode numbers of the sockets in question
   * @return the remote ends as {@code address:port}
   */
  List<String> outside(Collection<Long> sockets, Collection<Long> asked) {
    List<Connection> own = new ArrayList<>();
    for (Long inode : sockets) {
      Connection connection = byInode.get(inode);
      if (connection != null) {
        own.add(connection);
      }
    }
    List<String> found = new ArrayList<>();
    for (Long inode : asked) {
      Connection connection = byInode.get(inode);
      if (connection != null && !own.contains(connection.fromTheOtherEnd())) {
        found.add(readable(connection.remote()));
      }
    }
    return found;
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
