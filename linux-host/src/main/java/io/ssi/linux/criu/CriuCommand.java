package io.ssi.linux.criu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the CRIU that works on this machine is started.
 *
 * @param arguments absolute path of the program first, then what comes before CRIU's own arguments:
 *     a private installation is started through its own dynamic loader
 */
public record CriuCommand(List<String> arguments) {
  /** All of a worker's environment; CRIU runs programs such as nft and tar by name. */
  public static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");

  /** Where {@code bin/lib/criu.sh} writes its choice, below the cache directory. */
  public static final Path FILE = Path.of("criu", "command");

  /** Refuses what cannot be started from any directory. */
  public CriuCommand {
    arguments = List.copyOf(arguments);
    if (arguments.isEmpty() || !arguments.getFirst().startsWith("/")) {
      throw new IllegalArgumentException(
          "A command begins with an absolute path, not " + arguments);
    }
  }

  /**
   * Reads the choice of {@code bin/lib/criu.sh}.
   *
   * @param cache the cache directory, {@code /var/cache/ssi} unless SSI_CACHE says otherwise
   * @throws CriuFailedException if none was made
   */
  public static CriuCommand load(Path cache) {
    Path file = cache.resolve(FILE);
    try {
      return new CriuCommand(Files.readAllLines(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new CriuFailedException(
          "Cannot tell which CRIU to use: "
              + file
              + " cannot be read ("
              + e.getMessage()
              + "); run 'bin/lib/criu.sh ensure' as root",
          CriuOutcome.UNDONE,
          e);
    }
  }

  /** The argument vector of a worker that has its socket as descriptor 3. */
  public List<String> worker() {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--no-default-config", "swrk", "3"));
    return List.copyOf(all);
  }
}
