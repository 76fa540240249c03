package io.ssi.agent.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ssi version}: what is running here. */
@Command(name = "version")
final class VersionCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final GlobalOptions options;

  VersionCommand(Surroundings surroundings, GlobalOptions options) {
    this.surroundings = surroundings;
    this.options = options;
  }

  @Override
  public Integer call() {
    Map<String, Object> versions = new LinkedHashMap<>();
    versions.put(
        "ssi",
        Objects.requireNonNullElse(
            VersionCommand.class.getPackage().getImplementationVersion(), "development"));
    versions.put("java", Runtime.version().toString());
    versions.put("kernel", System.getProperty("os.version", "unknown"));
    if (options.json) {
      surroundings.out().println(JsonText.of(versions));
    } else {
      versions.forEach((part, version) -> surroundings.out().println(part + " " + version));
    }
    return 0;
  }
}
