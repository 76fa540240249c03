package io.ssi.linux.container;

import io.ssi.linux.InsidePid;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns records into the requests of the keeper's protocol. */
final class RequestWriter {
  private RequestWriter() {}

  static KeeperFrame start(ProgramSpec spec) {
    ProgramStreams streams = spec.streams();
    Credentials user = spec.credentials();
    KeeperFrame frame =
        KeeperFrame.of("start")
            .withAll("arg", spec.command())
            .withAll("env", variables(spec.environment()))
            .with("uid", Integer.toUnsignedString(user.uid()))
            .with("gid", Integer.toUnsignedString(user.gid()))
            .with("cwd", spec.directory())
            .with("umask", "0" + Integer.toOctalString(spec.umask()))
            .withAll("rlimit", spec.limits().stream().map(ResourceLimit::text).toList())
            .with("stdin", streams.stdin().text())
            .with("stdout", streams.stdout().text())
            .with("stderr", streams.stderr().text())
            .with("rows", streams.rows())
            .with("columns", streams.columns())
            .withAll("nice", spec.nice().stream().boxed().toList());
    return user.groups().isEmpty() ? frame : frame.with("groups", commas(user.groups()));
  }

  static KeeperFrame worker(WorkerSpec spec) {
    KeeperFrame frame =
        KeeperFrame.of("criu")
            .withAll("arg", spec.command())
            .withAll("env", variables(spec.environment()))
            .withAll("cgroup", spec.cgroups());
    KeeperFrame logging = spec.log().map(file -> frame.with("log", file)).orElse(frame);
    return spec.descriptors().isEmpty() ? logging : logging.with("fds", spec.descriptors().size());
  }

  static KeeperFrame signal(SignalTarget target, int signal) {
    KeeperFrame frame = KeeperFrame.of("signal").with("signal", signal);
    return switch (target) {
      case SignalTarget.OneProcess(InsidePid pid) -> frame.with("pid", pid);
      case SignalTarget.ProcessGroup(InsidePid leader) -> frame.with("pgid", leader);
      case SignalTarget.Everyone() -> frame.with("all", "yes");
    };
  }

  private static List<String> variables(Map<String, String> environment) {
    return environment.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .sorted()
        .toList();
  }

  private static String commas(List<Integer> numbers) {
    return numbers.stream().map(Integer::toUnsignedString).collect(Collectors.joining(","));
  }
}
