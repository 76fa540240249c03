package io.ssi.tests.require;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Something that not every machine has. */
public enum Need {
  /** The tests run as root. */
  ROOT {
    @Override
    Optional<String> missing() {
      return run("id", "-u").equals("0") ? Optional.empty() : Optional.of("this user is not root");
    }
  },
  /** Pid, mount, network, uts and ipc namespaces can be made. */
  NAMESPACES {
    @Override
    Optional<String> missing() {
      String said = run("unshare", "-p", "-m", "-n", "-u", "-i", "-f", "echo", "made");
      return said.equals("made")
          ? Optional.empty()
          : Optional.of("namespaces cannot be made: " + said);
    }
  },
  /** {@code bin/lib/criu.sh ensure} has found or fetched a CRIU that works. */
  CRIU {
    @Override
    Optional<String> missing() {
      Path command = cache().resolve("criu/command");
      return Files.isReadable(command)
          ? Optional.empty()
          : Optional.of(command + " is missing: run 'bin/lib/criu.sh ensure' as root");
    }
  };

  /** Where {@code bin/lib/criu.sh} keeps what it has found. */
  public static Path cache() {
    String configured = System.getenv("SSI_CACHE");
    return Path.of(configured == null ? "/var/cache/ssi" : configured);
  }

  /** Empty if it is there, else what is missing. */
  abstract Optional<String> missing();

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "no end";
      }
      return said;
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
