package io.ssi.tools.command;

import io.ssi.membership.NodeId;
import io.ssi.pid.AppOrPid;
import io.ssi.tools.service.Applications.Started;
import io.ssi.tools.service.ProcessEnd;
import io.ssi.tools.service.RefusedException;
import io.ssi.tools.service.StartRequest;
import io.ssi.tools.service.ToolsException;
import io.ssi.tools.service.UsageException;
import io.ssi.tools.verb.CallerProcess;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.NodeArguments;
import io.ssi.tools.verb.VerbContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Lines of shell that are run around a checkpoint or a restart, as Kerrighed's callbacks were: each
 * as the caller, in an application of its own on the node that carries out the verb.
 */
final class Callbacks {
  private static final String EVENT = "SSI_EVENT";
  private static final String APPLICATION = "SSI_APPLICATION";
  private static final String VERSION = "SSI_VERSION";

  @Option(
      names = "--before",
      paramLabel = "SCRIPT",
      description = "A line of shell to run first; if it fails, nothing else is done.")
  @Nullable String before;

  @Option(
      names = "--after",
      paramLabel = "SCRIPT",
      description = "A line of shell to run afterwards, also when that has failed.")
  @Nullable String after;

  private boolean hasFailed;

  /** Refuses them where they have no place. */
  void refuse(String where) {
    if (before != null || after != null) {
      throw new UsageException("--before and --after do not go with " + where);
    }
  }

  /**
   * Does something between the two; throws what that throws, or that it was not done because of the
   * first.
   */
  <T> T around(
      VerbContext context,
      String event,
      String application,
      Supplier<T> action,
      Function<T, Integer> version) {
    Map<String, String> told = new HashMap<>(Map.of(APPLICATION, application));
    if (before != null) {
      told.put(EVENT, "before-" + event);
      first(context, before, event + " application " + application, told);
    }
    Optional<T> done = Optional.empty();
    try {
      T result = action.get();
      done = Optional.of(result);
      return result;
    } finally {
      if (after != null) {
        told.put(EVENT, (done.isPresent() ? "after-" : "failed-") + event);
        done.ifPresent(result -> told.put(VERSION, version.apply(result).toString()));
        afterwards(context, after, told);
      }
    }
  }

  /** How the verb ends that has done what it was told. */
  ExitStatus status() {
    return hasFailed ? ExitStatus.PARTLY : ExitStatus.DONE;
  }

  private static void first(
      VerbContext context, String script, String attempt, Map<String, String> told) {
    Started started = start(context, script, told);
    ProcessEnd end = end(context, started);
    if (!end.equals(new ProcessEnd.Exited(0))) {
      throw new RefusedException(
          "callback_failed",
          "cannot " + attempt + ": the script before it " + how(end),
          "see what it wrote: ssi logs " + started.application());
    }
  }

  private void afterwards(VerbContext context, String script, Map<String, String> told) {
    try {
      Started started = start(context, script, told);
      if (context.cancellation().isCancelled()) {
        return;
      }
      ProcessEnd end = end(context, started);
      if (!end.equals(new ProcessEnd.Exited(0))) {
        hasFailed = true;
        context.note(
            "ssi: the script afterwards "
                + how(end)
                + "; see what it wrote: ssi logs "
                + started.application());
      }
    } catch (ToolsException e) {
      hasFailed = true;
      context.note("ssi: the script afterwards could not be run: " + e.getMessage());
    }
  }

  private static Started start(VerbContext context, String script, Map<String, String> told) {
    CallerProcess caller = context.process();
    if (!caller.directory().isAbsolute()) {
      throw new RefusedException(
          "no_directory",
          "cannot run '" + script + "': the working directory does not exist any more",
          "go to another with: cd");
    }
    Map<String, String> environment = new HashMap<>(caller.environment());
    environment.putAll(told);
    NodeId here = NodeArguments.of(context).one(context.services().agent().node()).id();
    return context
        .services()
        .applications()
        .start(
            new StartRequest(
                List.of("sh", "-c", script),
                environment,
                caller.directory(),
                caller.umask(),
                caller.nice(),
                caller.limits(),
                Optional.of("callback"),
                Optional.of(here),
                Optional.empty(),
                Optional.empty()),
            context.call());
  }

  private static ProcessEnd end(VerbContext context, Started started) {
    AppOrPid script = new AppOrPid.ById(started.application());
    return context.services().processes().await(script, Optional.empty(), context.call());
  }

  private static String how(ProcessEnd end) {
    return switch (end) {
      case ProcessEnd.Exited(int code) -> "exited with " + code;
      case ProcessEnd.Killed(int signal) -> "was ended by signal " + signal;
      case ProcessEnd.Lost(String why) -> "has ended, and nobody knows how: " + why;
    };
  }
}
