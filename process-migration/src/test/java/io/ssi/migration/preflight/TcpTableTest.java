package io.ssi.migration.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssi.migration.preflight.ProcessFacts.Connections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcpTableTest {
  private static final String HEADING =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

  private static TcpTable table(String... lines) {
    TcpTable table = new TcpTable();
    List<String> all = new java.util.ArrayList<>(List.of(HEADING));
    all.addAll(List.of(lines));
    table.add(all);
    return table;
  }

  private static String line(String local, String remote, String state, long inode) {
    return line(local, remote, state, inode, 0);
  }

  private static String line(String local, String remote, String state, long inode, int received) {
    return "   0: "
        + local
        + " "
        + remote
        + " "
        + state
        + String.format(Locale.ROOT, " 00000000:%08X", received)
        + " 00:00000000 00000000     0        0 "
        + inode
        + " 1";
  }

  @Test
  void namesTheOtherEndOfAConnectionToOutside() {
    TcpTable table = table(line("0100007F:1F90", "0A00010A:0050", "01", 77));

    assertThat(table.of(List.of(77L), List.of(77L)).outside()).containsExactly("10.1.0.10:80");
  }

  @ParameterizedTest
  @CsvSource({
    "0100007F, 0100007F, 01, 01, true",
    "0000000000000000FFFF00000100007F, 0100007F, 01, 01, true",
    "00000000000000000000000001000000, 00000000000000000000000001000000, 01, 01, true",
    "0200017F, 0100007F, 01, 01, true",
    "0100007F, 0100007F, 01, 08, false",
    "0100007F, 0100007F, 05, 01, false",
    "0A00010A, 0A00010A, 01, 01, false"
  })
  void aConnectionWithBothEndsInsideIsKeptIfAnotherNodeCanHaveIt(
      String server, String client, String serverState, String clientState, boolean isKept) {
    TcpTable table =
        table(
            line(server + ":1F90", client + ":C350", serverState, 77),
            line(client + ":C350", server + ":1F90", clientState, 78));

    Connections found = table.of(List.of(77L, 78L), List.of(77L));

    assertThat(found.inside()).hasSize(isKept ? 0 : 1);
    assertThat(found.outside()).isEmpty();
    assertThat(table.of(List.of(77L), List.of(77L)).outside()).hasSize(1);
  }

  @Test
  void aListeningSocketIsNotAConnection() {
    TcpTable table = table(line("00000000:1F90", "00000000:0000", "0A", 77));

    assertThat(table.of(List.of(77L), List.of(77L))).isEqualTo(Connections.NONE);
  }

  @Test
  void aListeningSocketTellsOfConnectionsThatWait() {
    TcpTable table = table(line("0100007F:1F90", "00000000:0000", "0A", 77, 1));

    assertThat(table.of(List.of(77L), List.of(77L)).unaccepted()).containsExactly("127.0.0.1:8080");
  }

  @ParameterizedTest
  @CsvSource({
    "01, true",
    "02, true",
    "04, true",
    "05, true",
    "08, true",
    "09, true",
    "0B, true",
    "03, false",
    "06, false",
    "07, false",
    "0A, false",
    "0C, false"
  })
  void aConnectionThatIsHalfOpenIsOneToo(String state, boolean connected) {
    TcpTable table = table(line("0100007F:1F90", "0A00010A:0050", state, 77));

    assertThat(table.of(List.of(77L), List.of(77L)).outside()).hasSize(connected ? 1 : 0);
  }

  @Test
  void addressesOfVersionSixAreReadable() {
    TcpTable table =
        table(
            line(
                "00000000000000000000000001000000:1F90",
                "B80D0120000000000000000001000000:01BB",
                "01",
                5));

    assertThat(table.of(List.of(5L), List.of(5L)).outside())
        .containsExactly("[2001:0db8:0000:0000:0000:0000:0000:0001]:443");
  }

  @Test
  void aLineThatIsCutOffIsAnError() {
    assertThatThrownBy(() -> table("   0: 0100007F:1F90 0A00010A:0050"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
