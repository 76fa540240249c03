package io.ssi.linux.criu.image;

/** What a descriptor may be, in the order of CRIU's numbers, which begin with 1. */
public enum FileType {
  /** A file, directory or device node. */
  REGULAR,
  /** One end of a pipe. */
  PIPE,
  /** A named pipe. */
  FIFO,
  /** TCP, UDP and their kin. */
  INTERNET_SOCKET,
  /** unix(7). */
  UNIX_SOCKET,
  /** eventfd(2). */
  EVENTFD,
  /** epoll(7). */
  EPOLL,
  /** inotify(7). */
  INOTIFY,
  /** signalfd(2). */
  SIGNALFD,
  /** packet(7). */
  PACKET_SOCKET,
  /** A terminal, either side. */
  TERMINAL,
  /** fanotify(7). */
  FANOTIFY,
  /** netlink(7). */
  NETLINK_SOCKET,
  /** A file of {@code /proc/PID/ns}. */
  NAMESPACE,
  /** A tun or tap device. */
  TUN,
  /** Handled by a plugin, or named as external. */
  EXTERNAL,
  /** timerfd_create(2). */
  TIMERFD,
  /** memfd_create(2). */
  MEMFD,
  /** A BPF map. */
  BPF_MAP,
  /** pidfd_open(2). */
  PIDFD;

  static FileType of(boolean present, int number) {
    Present.require(present, "type");
    if (number < 1 || number > values().length) {
      throw new IllegalArgumentException("the file type " + number + " is not known");
    }
    return values()[number - 1];
  }
}
