package io.ssi.tools.command;

import io.ssi.linux.Signal;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.GlobalPid;
import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.Processes;
import io.ssi.tools.service.UsageException;
import io.ssi.tools.service.VerbCall;
import io.ssi.tools.verb.EachTarget;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.ProcessArguments;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ssi kill}: sends a signal to processes, groups and applications of the cluster. */
@Command(
    name = "kill",
    description = "Send a signal to processes, process groups or whole applications.",
    customSynopsis = {
      "ssi kill [-SIGNAL | -s SIGNAL] GPID...",
      "       ssi kill [-SIGNAL | -s SIGNAL] -- -PGID...",
      "       ssi kill [-SIGNAL | -s SIGNAL] --app APPID [--app APPID]...",
      "       ssi kill -l"
    },
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

  @Option(
      names = "--app",
      paramLabel = "APPID",
      description = "Every process of the application, which may be named by any of them.")
  List<String> applications = List.of();

  @Parameters(
      paramLabel = "GPID",
      arity = "0..*",
      description =
          "Processes by global pid or as container.pid, applications by id; after -- also process"
              + " groups, as -PGID.")
  List<String> named = List.of();

  @Override
  public ExitStatus run(VerbContext context) {
    if (list) {
      return listSignals(context);
    }
    if (named.isEmpty() && applications.isEmpty()) {
      throw new UsageException("kill needs at least one process");
    }
    Signal sent =
        Signal.parse(signal)
            .orElseThrow(
                () -> new UsageException("'" + signal + "' is no signal; list them with -l"));
    VerbCall call = context.call();
    Processes processes = context.services().processes();
    EachTarget.Outcome outcome =
        EachTarget.run(
            Stream.concat(
                    named.stream().map(text -> target(text, sent, processes, call)),
                    applications.stream().map(text -> application(text, sent, processes, call)))
                .toList());
    if (context.isJson()) {
      JsonWriter json = context.json().beginObject().name("signal").value(sent.toString());
      outcome.write(json, "signalled");
      json.endObject().endDocument();
    }
    return outcome.report(context);
  }

  private static EachTarget.Target target(
      String text, Signal signal, Processes processes, VerbCall call) {
    if (text.startsWith("-")) {
      GlobalPid leader = ProcessArguments.process(text.substring(1));
      return new EachTarget.Target(text, () -> processes.signalGroup(leader, signal, call));
    }
    AppOrPid named = ProcessArguments.parse(text);
    return new EachTarget.Target(text, () -> processes.signal(named, signal, call));
  }

  private static EachTarget.Target application(
      String text, Signal signal, Processes processes, VerbCall call) {
    AppOrPid id = new AppOrPid.ById(ProcessArguments.application(text));
    return new EachTarget.Target(text, () -> processes.signal(id, signal, call));
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
