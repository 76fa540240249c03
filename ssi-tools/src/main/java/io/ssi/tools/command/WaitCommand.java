package io.ssi.tools.command;

import io.ssi.pid.AppOrPid;
import io.ssi.tools.output.JsonWriter;
import io.ssi.tools.service.ProcessEnd;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.ProcessArguments;
import io.ssi.tools.verb.TimeSpan;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ssi wait}: waits for processes and ends as they did. */
@Command(
    name = "wait",
    description = "Wait for applications or processes, and exit as the last one named did.")
public final class WaitCommand implements Verb {
  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "Give up with status 124 after this time, such as 30s or 2m.")
  @Nullable Duration timeout;

  @Parameters(
      paramLabel = "APPID",
      arity = "1..*",
      description = "Applications, or processes by global pid or as container.pid.")
  List<String> named = List.of();

  @Override
  public ExitStatus run(VerbContext context) {
    List<AppOrPid> targets = named.stream().map(ProcessArguments::parse).toList();
    List<ProcessEnd> ends = new ArrayList<>();
    for (AppOrPid target : targets) {
      ends.add(
          context
              .services()
              .processes()
              .await(target, Optional.ofNullable(timeout), context.call()));
    }
    if (context.isJson()) {
      writeJson(context.json(), ends);
    }
    for (int i = 0; i < ends.size(); i++) {
      if (ends.get(i) instanceof ProcessEnd.Lost(String why)) {
        context.note("ssi: how " + named.get(i) + " ended is not known: " + why);
      }
    }
    return switch (ends.getLast()) {
      case ProcessEnd.Exited(int code) -> ExitStatus.exited(code);
      case ProcessEnd.Killed(int signal) -> ExitStatus.killed(signal);
      case ProcessEnd.Lost lost -> ExitStatus.FAILED;
    };
  }

  private void writeJson(JsonWriter json, List<ProcessEnd> ends) {
    json.beginObject().name("ended").beginArray();
    for (int i = 0; i < ends.size(); i++) {
      json.beginObject().name("target").value(named.get(i));
      switch (ends.get(i)) {
        case ProcessEnd.Exited(int code) -> json.name("exit_code").value(code);
        case ProcessEnd.Killed(int signal) -> json.name("signal").value(signal);
        case ProcessEnd.Lost(String why) -> json.name("lost").value(why);
      }
      json.endObject();
    }
    json.endArray().endObject().endDocument();
  }
}
