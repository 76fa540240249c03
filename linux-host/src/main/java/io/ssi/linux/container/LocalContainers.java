package io.ssi.linux.container;

import io.ssi.linux.LocalPid;
import io.ssi.linux.SystemCallException;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.syscall.ChildProcess;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.OpenFlag;
import io.ssi.linux.syscall.Pipe;
import io.ssi.linux.syscall.Spawn;
import io.ssi.linux.syscall.SpawnRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/** Containers of real keepers; their sockets lie in one directory, {@code NUMBER.sock}. */
public final class LocalContainers implements Containers {
  private static final Duration LAUNCH_LIMIT = Duration.ofSeconds(30);
  private static final String SUFFIX = ".sock";

  private final Path keeperProgram;
  private final Path directory;
  private final ThreadFactory threads;

  /**
   * Makes nothing yet.
   *
   * @param keeperProgram absolute path of {@code ssi-keeper}, at the same place on every node
   * @param directory absolute, for instance {@code /run/ssi/containers}; made when needed, for root
   *     only
   * @param threads for reading and for listeners, which only wait: virtual ones do
   */
  public LocalContainers(Path keeperProgram, Path directory, ThreadFactory threads) {
    this.keeperProgram = keeperProgram;
    this.directory = directory;
    this.threads = threads;
  }

  @Override
  public Keeper launch(LaunchRequest request) {
    int container = request.container();
    makeDirectory(container);
    LocalPid pid = run(container, command(request));
    Keeper keeper =
        attach(container)
            .orElseThrow(
                () -> new LaunchException(container, "its keeper ended as soon as it had begun"));
    if (!keeper.localPid().equals(pid)) {
      keeper.close();
      throw new LaunchException(
          container, "process " + keeper.localPid() + " serves it, not the new keeper " + pid);
    }
    return keeper;
  }

  @Override
  public Optional<Keeper> attach(int container) {
    return SocketKeeper.attach(container, socket(container), threads);
  }

  @Override
  public List<Integer> found() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.matches("[1-9]\\d{0,4}\\.sock"))
          .map(name -> Integer.valueOf(name.substring(0, name.length() - SUFFIX.length())))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + directory, e);
    }
  }

  @Override
  public boolean forget(int container) {
    Optional<Keeper> keeper = attach(container);
    keeper.ifPresent(Keeper::close);
    try {
      return keeper.isEmpty() && Files.deleteIfExists(socket(container));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + socket(container), e);
    }
  }

  private List<String> command(LaunchRequest request) {
    List<String> command = new ArrayList<>();
    command.add(keeperProgram.toString());
    command.add("launch");
    command.add("--socket");
    command.add(socket(request.container()).toString());
    command.add("--number");
    command.add(Integer.toString(request.container()));
    for (Path cgroup : request.cgroups()) {
      command.add("--cgroup");
      command.add(cgroup.toString());
    }
    return command;
  }

  private LocalPid run(int container, List<String> command) {
    try (Descriptor nothing = Descriptor.open(Path.of("/dev/null"), OpenFlag.READ_WRITE);
        Pipe output = Pipe.open();
        Pipe complaints = Pipe.open();
        ChildProcess launcher =
            Spawn.start(
                SpawnRequest.of(
                    keeperProgram,
                    command,
                    Map.of(0, nothing, 1, output.writer(), 2, complaints.writer())))) {
      output.writer().close();
      complaints.writer().close();
      WaitStatus status =
          launcher
              .await(LAUNCH_LIMIT)
              .orElseThrow(() -> new LaunchException(container, "the launcher hangs"));
      if (!status.isSuccess()) {
        String reason = all(complaints).strip();
        throw new LaunchException(container, reason.isEmpty() ? "launcher " + status : reason);
      }
      return pid(container, all(output).strip());
    } catch (SystemCallException e) {
      throw new LaunchException(container, e);
    }
  }

  private static LocalPid pid(int container, String printed) {
    if (!printed.matches("[1-9]\\d{0,8}")) {
      throw new LaunchException(container, "the launcher printed '" + printed + "', not a pid");
    }
    return new LocalPid(Integer.parseInt(printed));
  }

  private static String all(Pipe pipe) {
    try {
      return new String(pipe.reader().inputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read what the launcher printed", e);
    }
  }

  private void makeDirectory(int container) {
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new LaunchException(container, new UncheckedIOException("Cannot make " + directory, e));
    }
  }

  private Path socket(int container) {
    return directory.resolve(container + SUFFIX);
  }
}
