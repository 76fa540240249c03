package io.ssi.tools.many;

import io.ssi.membership.NodeId;
import io.ssi.tools.service.StartRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tells each copy which one it is, by two variables of its environment. */
public final class Ranks {
  /** The number of the copy, from 0. */
  public static final String RANK = "SSI_RANK";

  /** How many copies there are. */
  public static final String SIZE = "SSI_SIZE";

  private Ranks() {}

  /**
   * The order to start one copy.
   *
   * @param request the program
   * @param rank which copy
   * @param size of how many
   * @param node where
   * @return the same with its own node and environment
   */
  public static StartRequest of(StartRequest request, int rank, int size, NodeId node) {
    Map<String, String> environment = new HashMap<>(request.environment());
    environment.put(RANK, Integer.toString(rank));
    environment.put(SIZE, Integer.toString(size));
    return new StartRequest(
        request.command(),
        environment,
        request.directory(),
        request.umask(),
        request.nice(),
        request.limits(),
        request.name(),
        Optional.of(node),
        request.repetition(),
        request.partOf());
  }
}
