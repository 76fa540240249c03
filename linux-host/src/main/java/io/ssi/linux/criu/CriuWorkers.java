package io.ssi.linux.criu;

import io.ssi.linux.syscall.Descriptor;
import java.util.List;

/**
 * Starts CRIU workers in the namespaces of one container: port.
 *
 * <p>Contract: each call starts {@code criu --no-default-config swrk 3} as root, with one end of a
 * connected SOCK_SEQPACKET unix socket as descriptor 3, the given descriptors as 4, 5, … in order,
 * and no other but standard streams that lie inside. Whoever implements it reaps the worker: an
 * unreaped one keeps its pid and its namespaces. Blocks until the program was started; may be
 * called from several threads. Fails with a {@link io.ssi.linux.LinuxException}, and then nothing
 * runs.
 */
@FunctionalInterface
public interface CriuWorkers {

  /** Starts a worker; the descriptors stay the caller's, who may close them when this returns. */
  CriuWorker start(List<Descriptor> passed);
}
