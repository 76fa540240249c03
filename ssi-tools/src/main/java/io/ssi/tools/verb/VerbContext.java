package io.ssi.tools.verb;

import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.output.Style;
import io.ssi.tools.service.Cancellation;
import io.ssi.tools.service.Console;
import io.ssi.tools.service.Progress;
import io.ssi.tools.service.RefusedException;
import io.ssi.tools.service.Services;
import io.ssi.tools.service.VerbCall;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The caller and the cluster, as one verb sees them. Writing to a stream that nobody reads ends the
 * verb quietly; any other failure to write is thrown. For the verb's thread, except {@link
 * #progress} and {@link #note}.
 */
public final class VerbContext {
  private static final int BUFFER = 1 << 14;

  private final VerbInput input;
  private final boolean json;
  private final OutputStream bytes;
  private final PrintWriter out;
  private final OutputStream errorBytes;
  private final ProgressLine progress;

  /**
   * A context for one verb.
   *
   * @param input the caller and the cluster
   * @param json whether facts are to be written as JSON
   */
  public VerbContext(VerbInput input, boolean json) {
    this.input = input;
    this.json = json;
    this.bytes =
        new BufferedOutputStream(new CheckedOutput(input.out(), "standard output"), BUFFER);
    this.out = new PrintWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
    this.errorBytes = new CheckedOutput(input.err(), "standard error");
    this.progress = new ProgressLine(errorBytes, process().terminal().error());
  }

  /** The process that typed the verb. */
  public CallerProcess process() {
    return input.process();
  }

  /** Standard output, as text in UTF-8; buffered until the verb ends or {@link #flush}. */
  public PrintWriter out() {
    return out;
  }

  /**
   * Standard output, as bytes; shares its buffer with {@link #out}, which must be flushed first.
   */
  public OutputStream bytes() {
    return bytes;
  }

  /** Standard error, as bytes, unbuffered. */
  public OutputStream errorBytes() {
    return errorBytes;
  }

  /** Standard input, unbuffered. */
  public InputStream in() {
    return input.in();
  }

  /** Writes out what is buffered. */
  public void flush() {
    out.flush();
  }

  /** Whether facts are to be written as JSON. */
  public boolean isJson() {
    return json;
  }

  /** A JSON document on standard output. */
  public JsonWriter json() {
    return new JsonWriter(out);
  }

  /** What standard output can show; {@code NO_COLOR} and a dumb terminal are respected. */
  public Style style() {
    Terminal terminal = process().terminal();
    if (!terminal.output()) {
      return Style.PLAIN;
    }
    boolean colours =
        process().environment().getOrDefault("NO_COLOR", "").isEmpty()
            && !process().environment().getOrDefault("TERM", "dumb").equals("dumb");
    return new Style(terminal.columns(), colours);
  }

  /** The caller's time zone as its {@code TZ} says, or else the machine's. */
  public ZoneId zone() {
    String name = process().environment().getOrDefault("TZ", "");
    try {
      return name.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(name);
    } catch (DateTimeException e) {
      // A POSIX rule such as CET-1CEST is legal in TZ but nothing that the JDK reads.
      return ZoneOffset.UTC;
    }
  }

  /** One line on standard error. Any thread. */
  public void note(String text) {
    progress.note(text);
  }

  /** Where long work reports. */
  public Progress progress() {
    return progress;
  }

  /** What goes along with a request to a service. */
  public VerbCall call() {
    return new VerbCall(process().caller(), cancellation(), progress);
  }

  /** Tells when the verb is to end. */
  public Cancellation cancellation() {
    return input.cancellation();
  }

  /** Whether an agent runs the verb, so that {@link #services} can be used. */
  public boolean hasServices() {
    return input.services().isPresent();
  }

  /**
   * The cluster.
   *
   * @throws RefusedException if no agent runs the verb
   */
  public Services services() {
    return input.services().orElseThrow(VerbContext::noAgent);
  }

  private static RefusedException noAgent() {
    return new RefusedException(
        "no_agent",
        "this needs an agent of the cluster, and none answers",
        "start one with: ssi up");
  }

  /**
   * What connects a program with the command.
   *
   * @throws RefusedException if no agent runs the verb
   */
  public Console console() {
    return input.console().orElseThrow(VerbContext::noAgent);
  }

  /** Takes the line of progress away and writes out what is buffered. */
  void finish() {
    progress.clear();
    flush();
  }
}
