import io.ssi.membership.ClusterKey;
import io.ssi.membership.MembershipConfig;
import io.ssi.membership.MembershipTimings;
import io.ssi.membership.NodeId;
import io.ssi.membership.stream.BulkStream;
import io.ssi.membership.stream.StreamRehearsal;
import io.ssi.membership.stream.TcpBulkStreams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Copies a file over a bulk stream, as agents do with images: encrypted, and every frame checked.
 *
 * <pre>
 *   BulkCopy receive KEYFILE ADDRESS FILE           serves until its input ends
 *   BulkCopy send KEYFILE ADDRESS PEERADDRESS FILE  copies once per line of its input; says the milliseconds
 * </pre>
 *
 * Run by benchmarks/lib/bulk.sh from source, with the agent's class path.
 */
final class BulkCopy {
  private static final int PORT = 7901;
  private static final int PIECE = 1 << 18;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private BulkCopy() {}

  public static void main(String[] words) throws IOException {
    boolean receives = words[0].equals("receive");
    ClusterKey key = ClusterKey.readFrom(Path.of(words[1]));
    new StreamRehearsal().run();
    try (TcpBulkStreams streams = streams(receives ? 2 : 1, key, words[2], words[3])) {
      BufferedReader orders =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
      if (receives) {
        streams.accept("copy", stream -> receive(stream, Path.of(words[3])));
        System.out.println("ready");
      }
      while (orders.readLine() != null) {
        if (!receives) {
          System.out.println(send(streams, Path.of(words[4])));
        }
      }
    }
  }

  private static TcpBulkStreams streams(int node, ClusterKey key, String local, String peer)
      throws IOException {
    InetAddress address = InetAddress.getByName(local);
    MembershipConfig config =
        new MembershipConfig(
            "bulk",
            new NodeId(node),
            "node" + node,
            address,
            PORT + 1,
            PORT,
            List.of(new InetSocketAddress(address, PORT + 1)),
            key,
            MembershipTimings.lan());
    return new TcpBulkStreams(
        config,
        to -> Optional.of(new InetSocketAddress(peer, PORT)),
        Thread.ofVirtual().factory(),
        new SecureRandom());
  }

  private static void receive(BulkStream stream, Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      stream.input().transferTo(out);
      stream.output().write(1);
      stream.output().flush();
      stream.output().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The time from the first byte until the other side has said that it has all, milliseconds. */
  private static String send(TcpBulkStreams streams, Path file) throws IOException {
    long begin = System.nanoTime();
    try (BulkStream stream = streams.open(new NodeId(2), "copy", PATIENCE);
        InputStream in = Files.newInputStream(file)) {
      byte[] piece = new byte[PIECE];
      OutputStream out = stream.output();
      for (int n = in.read(piece); n > 0; n = in.read(piece)) {
        out.write(piece, 0, n);
      }
      out.close();
      if (stream.input().read() != 1) {
        throw new IOException("the other side does not say that it has all");
      }
    }
    return "%.1f".formatted((System.nanoTime() - begin) / 1e6);
  }
}
