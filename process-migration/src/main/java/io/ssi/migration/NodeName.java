package io.ssi.migration;

import io.ssi.membership.NodeId;

/**
 * A node with the name that people know it by.
 *
 * @param id its number
 * @param name its name
 */
public record NodeName(NodeId id, String name) {
  @Override
  public String toString() {
    return name;
  }
}
