package io.ssi.pid.message;

/** Which processes are of interest. */
public enum ProcessScope {
  /** Those of applications. */
  APPLICATIONS,
  /** Those of the nodes as well. */
  ALL
}
