package io.ssi.linux.syscall;

import java.util.List;

/**
 * Who is at the other end of a unix socket, as the kernel noted when it connected: unix(7),
 * SO_PEERCRED and SO_PEERGROUPS.
 *
 * @param pid in the pid namespace of this process; 0 if it is not visible there
 * @param uid effective user
 * @param gid effective group
 * @param groups supplementary groups
 */
public record PeerCredentials(int pid, int uid, int gid, List<Integer> groups) {

  /** Copies the list. */
  public PeerCredentials {
    groups = List.copyOf(groups);
  }
}
