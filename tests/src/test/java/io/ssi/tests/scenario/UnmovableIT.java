package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ssi.tests.require.Need;
import io.ssi.tests.require.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that CRIU cannot save: the reason is found before they are touched. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class UnmovableIT {
  @RegisterExtension static final Cluster CLUSTER = Cluster.of(2, 0);

  @ParameterizedTest
  @MethodSource
  void theReasonIsSaidAndTheProgramRunsOn(String code, String named, String holding)
      throws IOException {
    Path file = CLUSTER.workshop().resolve(code);
    App app =
        CLUSTER.start(
            "node1",
            "perl",
            "-e",
            holding
                + "; $| = 1; open(O, '>>', '"
                + file
                + "'); while (1) { syswrite(O, '.'); select(undef, undef, undef, 0.02); }");
    await().until(() -> Files.exists(file) && Files.size(file) > 0);

    Finished asked = CLUSTER.ssi("migrate", "--dry-run", "--json", app.id(), "node2");
    assertThat(asked.status()).as("%s", asked).isEqualTo(1);
    assertThat(asked.out()).contains("\"movable\":false", "\"code\":\"" + code + "\"", named);
    assertThat(CLUSTER.ssi("migrate", app.id(), "node2").refused(1)).contains(named);
    assertThat(CLUSTER.ssi("checkpoint", app.id()).refused(1)).contains(named);
    assertThat(CLUSTER.ssi("ckpt", "list", app.id()).out()).doesNotContain(app.id() + " ");

    long size = Files.size(file);
    await().until(() -> Files.size(file) > size);
    app.runsOn("node1");
    app.kill();
  }

  static Stream<Arguments> theReasonIsSaidAndTheProgramRunsOn() {
    return Stream.of(
        arguments("device", "/dev/fuse", "open(F, '+<', '/dev/fuse') or die"),
        arguments("userfaultfd", "userfaultfd", "(syscall(323, 1) >= 0) or die"),
        arguments("io_uring", "io_uring", "$p = chr(0) x 120; (syscall(425, 4, $p) >= 0) or die"));
  }
}
