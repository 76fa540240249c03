package io.ssi.tools.command;

import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.AgentFacts;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.Command;

/** {@code ssi version}: what is running here. */
@Command(name = "version", description = "Show the versions of the program and of what it uses.")
public final class VersionCommand implements Verb {

  @Override
  public ExitStatus run(VerbContext context) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("ssi", version());
    facts.put("java", Runtime.version().toString());
    facts.put("kernel", System.getProperty("os.version", "unknown"));
    if (context.hasServices()) {
      AgentFacts agent = context.services().agent();
      facts.put("cluster", agent.cluster());
      facts.put("node", agent.node());
    }
    if (context.isJson()) {
      JsonWriter json = context.json().beginObject();
      facts.forEach((name, value) -> json.name(name).value(value));
      json.endObject().endDocument();
    } else {
      facts.forEach((name, value) -> context.out().println(name + " " + value));
    }
    return ExitStatus.DONE;
  }

  /** The version that the build wrote into the module's resources. */
  static String version() {
    Properties properties = new Properties();
    try (InputStream file =
        Objects.requireNonNull(
            VersionCommand.class.getResourceAsStream("/io/ssi/tools/version.properties"))) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }
}
