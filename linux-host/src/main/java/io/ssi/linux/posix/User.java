package io.ssi.linux.posix;

/**
 * An entry of the user database: passwd(5).
 *
 * @param name login name
 * @param uid number
 * @param gid number of the primary group
 * @param home home directory
 * @param shell login shell
 */
public record User(String name, int uid, int gid, String home, String shell) {}
