package io.ssi.pid;

/**
 * The person or program on whose behalf something is done, as the control socket's peer credentials
 * told it.
 *
 * @param uid the user; 0 may do everything
 */
public record Caller(int uid) {

  /** The caller for what the cluster does by itself. */
  public static final Caller ROOT = new Caller(0);

  /**
   * Whether this caller may act on what belongs to a user: kill(2)'s rule with the real uid.
   *
   * @param owner the user it belongs to
   * @return true for root and for the user
   */
  public boolean mayActOn(int owner) {
    return uid == 0 || uid == owner;
  }
}
