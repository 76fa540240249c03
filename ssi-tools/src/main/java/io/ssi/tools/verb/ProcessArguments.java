package io.ssi.tools.verb;

import io.ssi.pid.AppOrPid;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.GlobalPid;
import io.ssi.tools.service.UsageException;
import java.util.Optional;

/** What a person types for a process or an application. */
public final class ProcessArguments {
  private ProcessArguments() {}

  /**
   * Reads an argument.
   *
   * @param text such as {@code 17}, {@code 17.2} or {@code 557058}
   * @return what it names
   * @throws UsageException if it names nothing
   */
  public static AppOrPid parse(String text) {
    try {
      return AppOrPid.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads an argument that stands for a process.
   *
   * @param text its global pid, or container.pid
   * @return the process
   * @throws UsageException if it names none
   */
  public static GlobalPid process(String text) {
    try {
      return GlobalPid.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads an argument that stands for an application, running or not.
   *
   * @param text its id, or a process that it had
   * @return the application
   * @throws UsageException if it names none
   */
  public static ApplicationId application(String text) {
    return applicationOf(parse(text))
        .orElseThrow(() ->
            new UsageException(
                "'" + text + "' is a process of a node itself and belongs to no application"));
  }

  /**
   * The application that is meant, as far as the name itself tells.
   *
   * @param target what was named
   * @return the application, or that whose first container holds the process; empty for a process
   *     of a node itself
   */
  public static Optional<ApplicationId> applicationOf(AppOrPid target) {
    return switch (target) {
      case AppOrPid.ById(var id) -> Optional.of(id);
      case AppOrPid.ByPid(var pid) -> pid.container().map(ApplicationId::of);
    };
  }
}
