package io.ssi.pid;

/**
 * Whose an application is.
 *
 * @param uid the user
 * @param gid the user's group
 * @param user the user's name where the application was started; the number as text if it has none
 */
public record Owner(int uid, int gid, String user) {

  /** Refuses the ids that setuid(2) reads as "leave it". */
  public Owner {
    if (uid == -1 || gid == -1) {
      throw new IllegalArgumentException("-1 is neither a user nor a group");
    }
  }
}
