package io.ssi.migration.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

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
    return "   0: "
        + local
        + " "
        + remote
        + " "
        + state
        + " 00000000:00000000 00:00000000 00000000     0        0 "
        + inode
        + " 1";
  }

  @Test
  void namesTheOtherEndOfAConnectionToOutside() {
    TcpTable table = table(line("0100007F:1F90", "0A00010A:0050", "01", 77));

    assertThat(table.outside(List.of(77L), List.of(77L))).containsExactly("10.1.0.10:80");
  }

  @Test
  void aConnectionWithBothEndsInsideIsNotOutside() {
    TcpTable table =
        table(
            line("0100007F:1F90", "0100007F:C350", "01", 77),
            line("0100007F:C350", "0100007F:1F90", "01", 78));

    assertThat(table.outside(List.of(77L, 78L), List.of(77L))).isEmpty();
    assertThat(table.outside(List.of(77L), List.of(77L))).containsExactly("127.0.0.1:50000");
  }

  @Test
  void aListeningSocketIsNotAConnection() {
    TcpTable table = table(line("00000000:1F90", "00000000:0000", "0A", 77));

    assertThat(table.outside(List.of(77L), List.of(77L))).isEmpty();
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

    assertThat(table.outside(List.of(5L), List.of(5L)))
        .containsExactly("[2001:0db8:0000:0000:0000:0000:0000:0001]:443");
  }

  @Test
  void aLineThatIsCutOffIsAnError() {
    assertThatThrownBy(() -> table("   0: 0100007F:1F90 0A00010A:0050"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
