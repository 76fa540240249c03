package io.ssi.agent.command;

import io.ssi.agent.AgentException;
import io.ssi.linux.LinuxException;
import io.ssi.membership.MembershipException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads a command line, carries out its verb, and says what went wrong in one line. */
public final class LocalVerbs {
  private final Surroundings surroundings;
  private final GlobalOptions options;

  private LocalVerbs(Surroundings surroundings) {
    this.surroundings = surroundings;
    options = new GlobalOptions(surroundings.environment());
  }

  /**
   * Carries out one verb. Blocks until it is done.
   *
   * @param surroundings streams, clock and places
   * @param arguments as typed
   * @return the exit status, as {@code ssi(1)} has them
   */
  public static int run(Surroundings surroundings, String... arguments) {
    return new LocalVerbs(surroundings).execute(arguments);
  }

  private int execute(String... arguments) {
    var line = new CommandLine(options);
    line.addSubcommand("agent", new AgentCommand(surroundings));
    line.addSubcommand("up", new UpCommand(surroundings, options));
    line.addSubcommand("down", new DownCommand(surroundings, options));
    line.addSubcommand("version", new VersionCommand(surroundings, options));
    line.addSubcommand("help", new HelpCommand(surroundings));
    line.setOut(surroundings.out());
    line.setErr(surroundings.err());
    line.setParameterExceptionHandler((wrong, given) -> wrongUsage(wrong));
    line.setExecutionExceptionHandler((failure, verb, parsed) -> failed(failure));
    return line.execute(arguments.length == 0 ? new String[] {"help"} : arguments);
  }

  private int wrongUsage(ParameterException wrong) {
    String verb = wrong.getCommandLine().getCommandName();
    report(
        "usage",
        String.valueOf(wrong.getMessage()),
        "see: ssi help" + (verb.equals("ssi") || verb.equals("help") ? "" : " " + verb));
    return CommandLine.ExitCode.USAGE;
  }

  private int failed(Exception failure) {
    boolean foreseen =
        failure instanceof AgentException
            || failure instanceof LinuxException
            || failure instanceof MembershipException;
    @Nullable String message = failure.getMessage();
    report(
        "failed",
        foreseen && message != null ? message : "unexpected " + failure,
        foreseen ? "" : "run it again with --debug and report what it prints");
    if (options.debug) {
      failure.printStackTrace(surroundings.err());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private void report(String code, String message, String advice) {
    surroundings.err().println("ssi: " + message + (advice.isEmpty() ? "" : "; " + advice));
    if (options.json) {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("code", code);
      error.put("message", message);
      error.put("advice", advice);
      surroundings.out().println(JsonText.of(Map.of("error", error)));
    }
  }
}
