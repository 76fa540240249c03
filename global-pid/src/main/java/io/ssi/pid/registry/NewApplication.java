package io.ssi.pid.registry;

import io.ssi.membership.NodeId;
import io.ssi.pid.Owner;
import java.util.List;

/**
 * An application that is about to be started and has no number yet.
 *
 * @param name what the user calls it
 * @param owner whose it is
 * @param command program and arguments
 * @param host the node that is going to run it, which is also the one that registers it
 */
public record NewApplication(String name, Owner owner, List<String> command, NodeId host) {

  /** Takes a copy of the command. */
  public NewApplication {
    command = List.copyOf(command);
  }
}
