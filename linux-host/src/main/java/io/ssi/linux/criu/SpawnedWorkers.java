package io.ssi.linux.criu;

import io.ssi.linux.syscall.ChildProcess;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.linux.syscall.OpenFlag;
import io.ssi.linux.syscall.SocketType;
import io.ssi.linux.syscall.Spawn;
import io.ssi.linux.syscall.SpawnRequest;
import io.ssi.linux.syscall.UnixSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Workers that are children of this process: for asking CRIU what it can, for page servers, and for
 * containers without a keeper.
 */
public final class SpawnedWorkers implements CriuWorkers {
  private static final int SOCKET = 3;

  private final CriuCommand command;
  private final Function<SpawnRequest, ChildProcess> spawn;

  /** Workers in the namespaces of the calling thread. */
  public SpawnedWorkers(CriuCommand command) {
    this(command, Spawn::start);
  }

  /** Workers that are started by {@link io.ssi.linux.syscall.Namespaces#start}, for example. */
  public SpawnedWorkers(CriuCommand command, Function<SpawnRequest, ChildProcess> spawn) {
    this.command = command;
    this.spawn = spawn;
  }

  @Override
  public CriuWorker start(List<Descriptor> passed) {
    UnixSocket.Pair pair = UnixSocket.pair(SocketType.SEQPACKET);
    boolean started = false;
    try (Descriptor nothing = Descriptor.open(Path.of("/dev/null"), OpenFlag.READ_WRITE)) {
      Map<Integer, Descriptor> descriptors = new HashMap<>();
      for (int standard = 0; standard < SOCKET; standard++) {
        descriptors.put(standard, nothing);
      }
      descriptors.put(SOCKET, pair.second().descriptor());
      for (int i = 0; i < passed.size(); i++) {
        descriptors.put(Calls.FIRST_PASSED + i, passed.get(i));
      }
      List<String> arguments = command.worker();
      ChildProcess child =
          spawn.apply(
              SpawnRequest.of(Path.of(arguments.getFirst()), arguments, descriptors)
                  .withEnvironment(CriuCommand.ENVIRONMENT)
                  .in(Path.of("/"))
                  .inNewSession());
      started = true;
      return new SpawnedWorker(child, pair.first());
    } finally {
      pair.second().close();
      if (!started) {
        pair.first().close();
      }
    }
  }
}
