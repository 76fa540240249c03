package io.ssi.tools.command;

import io.ssi.linux.Signal;
import io.ssi.pid.AppOrPid;
import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.ToolsException;
import io.ssi.tools.service.UsageException;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.ProcessArguments;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ssi kill}: sends a signal to processes anywhere in the cluster. */
@Command(
    name = "kill",
    description = "Send a signal to processes, or to every process of applications.",
    customSynopsis = {"ssi kill [-SIGNAL | -s SIGNAL] GPID...", "       ssi kill -l"},
    preprocessor = KillCommand.SignalWord.class)
public final class KillCommand implements Verb {
  private static final int SIGNALS = 64;

  @Option(
      names = {"-s", "--signal"},
      paramLabel = "SIGNAL",
      defaultValue = "TERM",
      description = "The signal, by name or number; TERM if not given. Also -9 or -KILL.")
  String signal = "TERM";

  @Option(
      names = {"-l", "--list"},
      description = "List the names of the signals.")
  boolean list;

  @Parameters(
      paramLabel = "GPID",
      arity = "0..*",
      description = "Processes by global pid or as container.pid, or applications by id.")
  List<String> named = List.of();

  @Override
  public ExitStatus run(VerbContext context) {
    if (list) {
      return listSignals(context);
    }
    if (named.isEmpty()) {
      throw new UsageException("kill needs at least one process");
    }
    Signal sent =
        Signal.parse(signal)
            .orElseThrow(
                () -> new UsageException("'" + signal + "' is no signal; list them with -l"));
    List<AppOrPid> targets = named.stream().map(ProcessArguments::parse).toList();
    List<String> done = new ArrayList<>();
    Map<String, ToolsException> failed = new LinkedHashMap<>();
    for (int i = 0; i < targets.size(); i++) {
      try {
        context.services().processes().signal(targets.get(i), sent, context.call());
        done.add(named.get(i));
      } catch (ToolsException e) {
        failed.put(named.get(i), e);
      }
    }
    if (failed.size() == 1 && done.isEmpty()) {
      throw failed.values().iterator().next();
    }
    if (context.isJson()) {
      writeJson(context.json(), sent, done, failed);
    }
    failed.forEach((target, e) -> context.note("ssi: " + target + ": " + e.getMessage()));
    return ExitStatus.ofItems(done.size(), failed.size());
  }

  private static void writeJson(
      JsonWriter json, Signal signal, List<String> done, Map<String, ToolsException> failed) {
    json.beginObject().name("signal").value(signal.toString());
    json.name("signalled").value(done);
    json.name("failed").beginArray();
    failed.forEach((target, e) -> {
      json.beginObject().name("target").value(target);
      json.name("code").value(e.code());
      json.name("message").value(Optional.ofNullable(e.getMessage())).endObject();
    });
    json.endArray().endObject().endDocument();
  }

  private static ExitStatus listSignals(VerbContext context) {
    List<Signal> signals = IntStream.rangeClosed(1, SIGNALS).mapToObj(Signal::new).toList();
    if (context.isJson()) {
      JsonWriter json = context.json().beginObject().name("signals").beginArray();
      for (Signal one : signals) {
        json.beginObject().name("number").value(one.number());
        json.name("name").value(one.name()).endObject();
      }
      json.endArray().endObject().endDocument();
    } else {
      context.out().println(signals.stream().map(Signal::name).collect(Collectors.joining(" ")));
    }
    return ExitStatus.DONE;
  }

  /** Makes {@code --signal=KILL} of {@code -KILL} and {@code -9}, which no option looks like. */
  static final class SignalWord implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> arguments,
        CommandSpec command,
        @Nullable ArgSpec argument,
        Map<String, Object> info) {
      // The top of the stack, which is its end, is the next word.
      for (int i = arguments.size() - 1; i >= 0 && !arguments.get(i).equals("--"); i--) {
        String word = arguments.get(i);
        boolean option = command.optionsMap().containsKey(word);
        if (word.startsWith("-") && !word.startsWith("--") && !option) {
          String name = word.substring(1);
          if (Signal.parse(name).isPresent()) {
            arguments.set(i, "--signal=" + name);
          }
        }
      }
      return false;
    }
  }
}
