package io.ssi.linux.container;

/** Whether a container's processes are frozen. */
public enum FreezerState {
  /** It was given no cgroup that can freeze. */
  ABSENT,
  /** They run. */
  THAWED,
  /** They are frozen. */
  FROZEN
}
