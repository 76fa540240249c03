package io.ssi.linux.syscall;

/** The namespaces of namespaces(7), in the order in which a thread can enter them. */
public enum NamespaceKind {
  /** User and group numbers; never entered by a thread of a JVM, only looked at. */
  USER("user", 0x10000000),
  /** Root of the cgroups. */
  CGROUP("cgroup", 0x02000000),
  /** System V IPC and POSIX queues. */
  IPC("ipc", 0x08000000),
  /** Host name. */
  UTS("uts", 0x04000000),
  /** Network. */
  NET("net", 0x40000000),
  /** Process ids; holds for children that are started afterwards. */
  PID("pid", 0x20000000),
  /** Mounts. */
  MNT("mnt", 0x00020000);

  private final String file;
  private final int flag;

  NamespaceKind(String file, int flag) {
    this.file = file;
    this.flag = flag;
  }

  /** Its name in {@code /proc/PID/ns}. */
  public String file() {
    return file;
  }

  int flag() {
    return flag;
  }
}
