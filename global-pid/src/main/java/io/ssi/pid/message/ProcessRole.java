package io.ssi.pid.message;

/** What a process is to us. */
public enum ProcessRole {
  /** A process like any other. */
  ORDINARY,
  /** Pid 1 of a container; belongs to the cluster, not to the application. */
  KEEPER,
  /** Pid 2 of a container, the root of what is moved; belongs to the cluster. */
  REAPER;

  /**
   * Whether it is part of how containers work rather than of what runs in them.
   *
   * @return true for keeper and reaper
   */
  public boolean isInternal() {
    return this != ORDINARY;
  }
}
