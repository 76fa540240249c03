package io.ssi.agent.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program of the machine. The program gets a fixed search path and nothing else of the
 * caller's environment, so that what it does depends on its arguments only.
 *
 * @param arguments the program and its arguments
 * @param input what it reads as standard input
 * @param environment variables besides the search path
 * @param limitSeconds after which it is killed
 */
public record HostCommand(
    List<String> arguments, String input, Map<String, String> environment, int limitSeconds) {
  /** Where programs are looked for: sbin is not in every user's path. */
  public static final String SEARCH_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private static final int DEFAULT_LIMIT_SECONDS = 30;

  /** Keeps copies. */
  public HostCommand {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /**
   * How a program ended.
   *
   * @param status exit status, 128 + signal where a signal ended it
   * @param out all that it wrote to standard output
   * @param err all that it wrote to standard error
   */
  public record Result(int status, String out, String err) {}

  /**
   * A program with nothing to read.
   *
   * @param arguments the program and its arguments
   * @return the command, not yet run
   */
  public static HostCommand of(String... arguments) {
    return new HostCommand(List.of(arguments), "", Map.of(), DEFAULT_LIMIT_SECONDS);
  }

  /**
   * The same command with something to read.
   *
   * @param text its standard input
   * @return the command, not yet run
   */
  public HostCommand reading(String text) {
    return new HostCommand(arguments, text, environment, limitSeconds);
  }

  /**
   * The same command with variables.
   *
   * @param variables its environment besides the search path
   * @return the command, not yet run
   */
  public HostCommand with(Map<String, String> variables) {
    return new HostCommand(arguments, input, variables, limitSeconds);
  }

  /**
   * The same command with another limit.
   *
   * @param seconds after which it is killed
   * @return the command, not yet run
   */
  public HostCommand within(int seconds) {
    return new HostCommand(arguments, input, environment, seconds);
  }

  /**
   * Runs it. Blocks until it has ended.
   *
   * @return its standard output
   * @throws MachineException if it cannot be started, takes too long or ends with another status
   *     than 0; the message holds what it wrote to standard error
   */
  public String run() {
    Result result = attempt();
    if (result.status() != 0) {
      String said = result.err().isBlank() ? result.out() : result.err();
      throw new MachineException(
          shown() + " failed with status " + result.status() + ": " + oneLine(said));
    }
    return result.out();
  }

  /**
   * Runs it where failing is an answer. Blocks until it has ended.
   *
   * @return how it ended
   * @throws MachineException if it cannot be started or takes too long
   */
  public Result attempt() {
    var builder = new ProcessBuilder(arguments);
    builder.environment().clear();
    builder.environment().put("PATH", SEARCH_PATH);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      try {
        return finish(process);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new MachineException("cannot run " + shown() + ": " + e.getMessage(), e);
    }
  }

  private Result finish(Process process) throws IOException {
    FutureTask<String> out = reader(process.getInputStream());
    FutureTask<String> err = reader(process.getErrorStream());
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    try {
      if (!process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
        throw new MachineException(shown() + " has not ended within " + limitSeconds + " s");
      }
      return new Result(process.exitValue(), out.get(), err.get());
    } catch (ExecutionException e) {
      throw new MachineException("cannot read what " + shown() + " writes", e);
    } catch (InterruptedException e) {
      throw new InterruptedWaitException("running " + shown(), e);
    }
  }

  private static FutureTask<String> reader(InputStream stream) {
    var task = new FutureTask<>(() -> new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    Thread.ofVirtual().name("ssi-command-reader").start(task);
    return task;
  }

  /** The command as a person would read it; a whole script is only hinted at. */
  private String shown() {
    var words = new ArrayList<String>();
    for (String argument : arguments) {
      words.add(argument.contains("\n") ? "SCRIPT" : argument);
    }
    return String.join(" ", words);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\n\\s*", "; ");
  }
}
