package io.ssi.tools;

import io.ssi.tools.service.Caller;
import io.ssi.tools.service.Cancellation;
import io.ssi.tools.testing.FakeCluster;
import io.ssi.tools.testing.FakeConsole;
import io.ssi.tools.verb.CallerProcess;
import io.ssi.tools.verb.ErrorTable;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Terminal;
import io.ssi.tools.verb.VerbInput;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A person at a fake cluster who types command lines. */
public final class Typed {
  public final FakeCluster cluster = new FakeCluster();
  public final Map<String, String> environment = new HashMap<>(Map.of("TZ", "UTC"));
  public final Cancellation cancellation = new Cancellation();
  public Caller caller = new Caller(0, 0, Set.of(0), 4711);
  public Terminal terminal = Terminal.NONE;
  public boolean agent = true;
  public Optional<OutputStream> output = Optional.empty();
  public InputStream input = InputStream.nullInputStream();
  public final FakeConsole console = new FakeConsole();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Types a line of words without blanks in them. */
  public ExitStatus type(String line) {
    return type(List.of(line.split(" ")));
  }

  public ExitStatus type(List<String> words) {
    out.reset();
    err.reset();
    CallerProcess process =
        new CallerProcess(
            caller, Path.of("/home/ada"), environment, 022, 5, List.of(), terminal, List.of());
    return new VerbRunner(new VerbCatalog(), new ErrorTable())
        .run(
            words,
            new VerbInput(
                process,
                input,
                output.orElse(out),
                err,
                cancellation,
                Optional.of(console),
                agent ? Optional.of(cluster.services()) : Optional.empty()));
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
