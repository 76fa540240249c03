package io.ssi.linux.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnixPeersTest {

  private static long inode(UnixSocket socket) throws IOException {
    Path link = Path.of("/proc/self/fd", Integer.toString(socket.descriptor().number()));
    return Long.parseLong(Files.readSymbolicLink(link).toString().replaceAll("\\D", ""));
  }

  @Test
  void bothEndsOfAPairAreEachOthersPeers() throws IOException {
    try (UnixSocket.Pair pair = UnixSocket.pair(SocketType.STREAM)) {
      Map<Long, Long> peers = UnixPeers.all();

      assertThat(peers)
          .containsEntry(inode(pair.first()), inode(pair.second()))
          .containsEntry(inode(pair.second()), inode(pair.first()));
    }
  }

  @Test
  void theKernelNamesTheProtocolOfASocketOnly() {
    try (UnixSocket.Pair pair = UnixSocket.pair(SocketType.STREAM)) {
      Path open = Path.of("/proc/self/fd");
      String number = Integer.toString(pair.first().descriptor().number());

      assertThat(SocketProtocol.of(open.resolve(number))).contains("UNIX-STREAM");
      assertThat(SocketProtocol.of(Path.of("/proc/self/exe"))).isEmpty();
      assertThat(SocketProtocol.of(open.resolve("99999"))).isEmpty();
    }
  }
}
