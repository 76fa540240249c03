package io.ssi.tools.verb;

import io.ssi.tools.service.Caller;
import io.ssi.tools.service.ResourceLimit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The process that typed the verb.
 *
 * @param caller who it is, as the kernel says; all else is what the process says of itself
 * @param directory its working directory
 * @param environment its environment
 * @param umask its file mode creation mask
 * @param nice its nice value, -20 to 19
 * @param limits its resource limits
 * @param terminal what its streams are
 * @param unreadable names of variables that are not in the environment because their values are not
 *     UTF-8
 */
public record CallerProcess(
    Caller caller,
    Path directory,
    Map<String, String> environment,
    int umask,
    int nice,
    List<ResourceLimit> limits,
    Terminal terminal,
    List<String> unreadable) {

  /** Takes copies. */
  public CallerProcess {
    environment = Map.copyOf(environment);
    limits = List.copyOf(limits);
    unreadable = List.copyOf(unreadable);
  }
}
