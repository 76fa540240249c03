package io.ssi.tools.service;

import java.util.Set;

/**
 * Who typed the verb, as the kernel says (SO_PEERCRED and SO_PEERGROUPS, socket(7)).
 *
 * @param uid effective user id
 * @param gid effective group id
 * @param groups supplementary group ids
 * @param pid its process as the agent's pid namespace numbers it; 0 if it has no number there
 */
public record Caller(int uid, int gid, Set<Integer> groups, int pid) {

  /** Takes a copy of the set. */
  public Caller {
    groups = Set.copyOf(groups);
  }

  /**
   * Whether the caller may do everything.
   *
   * @return true for user id 0
   */
  public boolean isRoot() {
    return uid == 0;
  }

  /**
   * The rule for processes and applications: who can kill it can move it.
   *
   * @param owner the user id of what is acted on
   * @return true for root and for the owner
   */
  public boolean mayActOn(int owner) {
    return isRoot() || uid == owner;
  }
}
