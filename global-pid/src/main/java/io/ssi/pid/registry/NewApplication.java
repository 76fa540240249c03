package io.ssi.pid.registry;

import io.ssi.membership.NodeId;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.Owner;
import io.ssi.pid.Provenance;
import java.util.List;
import java.util.Optional;

/**
 * An application that is about to be started and has no number yet.
 *
 * @param name what the user calls it
 * @param owner whose it is
 * @param command program and arguments
 * @param host the node that is going to run it, which is also the one that registers it
 * @param partOf the application that this is a further container of; empty for an application
 * @param origin the checkpoint that it is started from, if it is
 */
public record NewApplication(
    String name,
    Owner owner,
    List<String> command,
    NodeId host,
    Optional<ApplicationId> partOf,
    Optional<Provenance> origin) {

  /** Takes a copy of the command. */
  public NewApplication {
    command = List.copyOf(command);
  }

  /**
   * An application of its own.
   *
   * @param name what the user calls it
   * @param owner whose it is
   * @param command program and arguments
   * @param host the node that is going to run it
   */
  public NewApplication(String name, Owner owner, List<String> command, NodeId host) {
    this(name, owner, command, host, Optional.empty(), Optional.empty());
  }
}
