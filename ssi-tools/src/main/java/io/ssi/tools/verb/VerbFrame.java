package io.ssi.tools.verb;

import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.Cancellation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a verb and turns whatever it throws into what the caller sees. For one thread. */
public final class VerbFrame {
  private static final Logger LOG = LoggerFactory.getLogger(VerbFrame.class);
  private static final ExitStatus BROKEN_PIPE = ExitStatus.killed(13);

  private final VerbContext context;
  private final ErrorTable errors;
  private final boolean debug;

  /**
   * A frame for one verb.
   *
   * @param context what the verb is given
   * @param errors what exceptions mean
   * @param debug whether stack traces are wanted
   */
  public VerbFrame(VerbContext context, ErrorTable errors, boolean debug) {
    this.context = context;
    this.errors = errors;
    this.debug = debug;
  }

  /**
   * Runs a verb. Never throws.
   *
   * @param verb what to run
   * @return how the command ends
   */
  public ExitStatus run(Verb verb) {
    ExitStatus status;
    try {
      status = verb.run(context);
      context.finish();
    } catch (ClosedOutputException e) {
      return BROKEN_PIPE;
    } catch (RuntimeException e) {
      status = report(e);
    }
    return status;
  }

  private ExitStatus report(RuntimeException e) {
    VerbError error = errors.find(e).orElseGet(() -> unforeseen(e));
    try {
      context.finish();
    } catch (ClosedOutputException | OutputFailedException lost) {
      // The error itself still has to be told, and standard error is another stream.
      LOG.debug("results of a verb that failed could not be written", lost);
    }
    try {
      context.note(error.line() + (debug ? "\n" + stackTrace(e) : ""));
      if (context.isJson()) {
        writeJson(error);
      }
    } catch (ClosedOutputException | OutputFailedException lost) {
      LOG.debug("nobody reads that {}", error.line(), lost);
    }
    return error.status();
  }

  private void writeJson(VerbError error) {
    JsonWriter json = context.json().beginObject().name("error").beginObject();
    json.name("code").value(error.code());
    json.name("message").value(error.message());
    json.name("advice").value(error.advice());
    json.endObject().endObject().endDocument();
    context.flush();
  }

  private VerbError unforeseen(RuntimeException e) {
    // A call that was cancelled may end with whatever its lower layers throw when they are stopped.
    Optional<Cancellation.Reason> cancelled = context.cancellation().reason();
    if (cancelled.isPresent()) {
      LOG.info("a cancelled verb ended with an exception", e);
      Cancellation.Reason reason = cancelled.get();
      ExitStatus status =
          reason.signal().isPresent()
              ? ExitStatus.killed(reason.signal().getAsInt())
              : ExitStatus.FAILED;
      return new VerbError(status, "interrupted", reason.words() + ": " + e.getMessage(), "");
    }
    LOG.error("a verb failed in a way that nobody foresaw", e);
    return new VerbError(
        ExitStatus.FAILED,
        "internal",
        "internal error: " + e,
        "run it again with --debug and report what it prints");
  }

  private static String stackTrace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text, true));
    return text.toString().stripTrailing();
  }
}
