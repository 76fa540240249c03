package io.ssi.linux.procfs;

/** The kinds of {@code namespaces(7)}. */
public enum NamespaceKind {
  /** Control groups. */
  CGROUP("cgroup"),
  /** System V message queues, semaphores and shared memory. */
  IPC("ipc"),
  /** Mounts. */
  MNT("mnt"),
  /** Network devices, addresses and ports. */
  NET("net"),
  /** Process ids. */
  PID("pid"),
  /** Process ids of the children that are born next. */
  PID_FOR_CHILDREN("pid_for_children"),
  /** Clocks. */
  TIME("time"),
  /** Clocks of the children that are born next. */
  TIME_FOR_CHILDREN("time_for_children"),
  /** Users and groups. */
  USER("user"),
  /** Host name. */
  UTS("uts");

  private final String file;

  NamespaceKind(String file) {
    this.file = file;
  }

  /**
   * Its name in {@code /proc/PID/ns}.
   *
   * @return the file's name
   */
  public String file() {
    return file;
  }

  /** What the link's target begins with. */
  String label() {
    return this == PID_FOR_CHILDREN ? "pid" : this == TIME_FOR_CHILDREN ? "time" : file;
  }
}
