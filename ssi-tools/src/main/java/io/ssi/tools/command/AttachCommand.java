package io.ssi.tools.command;

import io.ssi.pid.AppOrPid;
import io.ssi.tools.service.ProcessEnd;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.ProcessArguments;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ssi attach}: takes up an application that nobody has in the foreground. */
@Command(name = "attach", description = "Take up an application that nobody has in the foreground.")
public final class AttachCommand implements Verb {
  @Parameters(paramLabel = "APPID", description = "The application, or any of its processes.")
  String application = "";

  @Override
  public ExitStatus run(VerbContext context) {
    AppOrPid target = ProcessArguments.parse(application);
    ProcessEnd end =
        context.services().applications().attach(target, context.console(), context.call());
    return switch (end) {
      case ProcessEnd.Exited(int code) -> ExitStatus.exited(code);
      case ProcessEnd.Killed(int signal) -> ExitStatus.killed(signal);
      case ProcessEnd.Lost(String why) -> {
        context.note("ssi: how application " + application + " ended is not known: " + why);
        yield ExitStatus.FAILED;
      }
    };
  }
}
