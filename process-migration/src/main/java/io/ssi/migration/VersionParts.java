package io.ssi.migration;

import io.ssi.membership.NodeId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the version of one container belongs together with those of the other containers of its
 * application, which have the same number.
 *
 * @param partOf the application; empty for the first container's version, which stands for all
 * @param others the further containers that were saved with the first one; empty for a further
 *     container's version
 * @param origin the node that it was saved on; empty for an application with one container
 */
public record VersionParts(OptionalInt partOf, List<Integer> others, Optional<NodeId> origin) {

  /** Of an application with one container. */
  public static final VersionParts NONE =
      new VersionParts(OptionalInt.empty(), List.of(), Optional.empty());

  /** Takes a copy of the list and refuses a part that has parts. */
  public VersionParts {
    others = List.copyOf(others);
    if (partOf.isPresent() && !others.isEmpty()) {
      throw new IllegalArgumentException("A part of " + partOf.getAsInt() + " has no parts");
    }
  }

  /**
   * Of a first container.
   *
   * @param others the further ones
   * @param origin its node
   * @return for its version
   */
  public static VersionParts with(List<Integer> others, NodeId origin) {
    return new VersionParts(OptionalInt.empty(), others, Optional.of(origin));
  }

  /**
   * Of a further container.
   *
   * @param application the application that it is part of
   * @param origin its node
   * @return for its version
   */
  public static VersionParts of(int application, NodeId origin) {
    return new VersionParts(OptionalInt.of(application), List.of(), Optional.of(origin));
  }
}
