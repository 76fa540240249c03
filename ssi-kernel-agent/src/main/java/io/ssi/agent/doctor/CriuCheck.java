package io.ssi.agent.doctor;

import io.ssi.agent.embedded.Installation;
import io.ssi.agent.machine.HostCommand;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whether CRIU works here: dumps and restores a program with a listening socket.
 *
 * @param installation which CRIU
 */
record CriuCheck(Installation installation) {
  private static final int LIMIT_SECONDS = 120;

  Finding run() {
    Path script = installation.home().resolve("bin/lib/criu.sh");
    HostCommand.Result result =
        HostCommand.of("bash", script.toString(), "check")
            .with(Map.of("SSI_CACHE", installation.cache().toString()))
            .within(LIMIT_SECONDS)
            .attempt();
    return of(result, script);
  }

  static Finding of(HostCommand.Result result, Path script) {
    String said = result.err().strip().lines().reduce("", (before, line) -> line);
    String found = said.replaceFirst("^criu: (error: )?", "");
    return result.status() == 0
        ? Finding.ok("criu", found)
        : Finding.missing(
            "criu",
            found.isEmpty() ? "the self-test ended with status " + result.status() : found,
            "run " + script + " ensure; without CRIU nothing migrates and nothing is checkpointed");
  }
}
