package io.ssi.tools.command;

import io.ssi.pid.AppOrPid;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.ProcessArguments;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ssi logs}: what an application wrote. */
@Command(
    name = "logs",
    description = "Print what an application wrote, on all nodes it has been on.")
public final class LogsCommand implements Verb {
  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the application ends.")
  boolean follow;

  @Parameters(paramLabel = "APPID", description = "The application, or any of its processes.")
  String application = "";

  @Override
  public ExitStatus run(VerbContext context) {
    AppOrPid target = ProcessArguments.parse(application);
    context
        .services()
        .applications()
        .copyLog(
            target,
            follow,
            (stream, bytes, length) -> write(context, stream, bytes, length),
            context.call());
    return ExitStatus.DONE;
  }

  private void write(VerbContext context, int stream, byte[] bytes, int length) {
    try {
      if (stream == 2) {
        context.bytes().flush();
        context.errorBytes().write(bytes, 0, length);
      } else {
        context.bytes().write(bytes, 0, length);
        if (follow) {
          context.bytes().flush();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
