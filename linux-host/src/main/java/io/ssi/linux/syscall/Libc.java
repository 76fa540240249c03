package io.ssi.linux.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

/** The functions that this package calls, and the kernel's constants that more than one needs. */
final class Libc {
  static final NativeFunction OPEN =
      NativeFunction.variadic("open", 2, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  static final NativeFunction CLOSE = NativeFunction.of("close", JAVA_INT, JAVA_INT);
  static final NativeFunction READ =
      NativeFunction.of("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  static final NativeFunction WRITE =
      NativeFunction.of("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  static final NativeFunction LSEEK =
      NativeFunction.of("lseek", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
  static final NativeFunction FSYNC = NativeFunction.of("fsync", JAVA_INT, JAVA_INT);
  static final NativeFunction FLOCK = NativeFunction.of("flock", JAVA_INT, JAVA_INT, JAVA_INT);
  static final NativeFunction FCNTL =
      NativeFunction.variadic("fcntl", 2, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
  static final NativeFunction IOCTL =
      NativeFunction.variadic("ioctl", 2, JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
  static final NativeFunction PIPE2 = NativeFunction.of("pipe2", JAVA_INT, ADDRESS, JAVA_INT);
  static final NativeFunction TEE =
      NativeFunction.of("tee", JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
  static final NativeFunction SPLICE =
      NativeFunction.of(
          "splice", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  static final NativeFunction PREAD =
      NativeFunction.of("pread", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
  static final NativeFunction PWRITE =
      NativeFunction.of("pwrite", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
  static final NativeFunction PWRITEV2 =
      NativeFunction.of("pwritev2", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG, JAVA_INT);
  static final NativeFunction FTRUNCATE =
      NativeFunction.of("ftruncate", JAVA_INT, JAVA_INT, JAVA_LONG);
  static final NativeFunction POLL =
      NativeFunction.of("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);

  static final NativeFunction EPOLL_CREATE = NativeFunction.of("epoll_create1", JAVA_INT, JAVA_INT);
  static final NativeFunction EPOLL_CTL =
      NativeFunction.of("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  static final NativeFunction EPOLL_WAIT =
      NativeFunction.of("epoll_wait", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);

  static final NativeFunction SOCKET =
      NativeFunction.of("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  static final NativeFunction SOCKETPAIR =
      NativeFunction.of("socketpair", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  static final NativeFunction CONNECT =
      NativeFunction.of("connect", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  static final NativeFunction BIND =
      NativeFunction.of("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  static final NativeFunction LISTEN = NativeFunction.of("listen", JAVA_INT, JAVA_INT, JAVA_INT);
  static final NativeFunction ACCEPT =
      NativeFunction.of("accept4", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
  static final NativeFunction SENDMSG =
      NativeFunction.of("sendmsg", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
  static final NativeFunction RECVMSG =
      NativeFunction.of("recvmsg", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
  static final NativeFunction SHUTDOWN =
      NativeFunction.of("shutdown", JAVA_INT, JAVA_INT, JAVA_INT);
  static final NativeFunction GETSOCKOPT =
      NativeFunction.of("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);

  static final NativeFunction GETXATTR =
      NativeFunction.of("getxattr", JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);

  static final NativeFunction UNSHARE = NativeFunction.of("unshare", JAVA_INT, JAVA_INT);
  static final NativeFunction SETNS = NativeFunction.of("setns", JAVA_INT, JAVA_INT, JAVA_INT);
  static final NativeFunction WAITID =
      NativeFunction.of("waitid", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);

  /** For calls that older C libraries have no wrapper for; numbers as of asm-generic/unistd.h. */
  static final NativeFunction SYSCALL =
      NativeFunction.variadic(
          "syscall", 1, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  static final int O_CLOEXEC = 0x80000;
  static final int POLLIN = 0x1;
  static final int POLLOUT = 0x4;
  static final int POLLHUP = 0x10;

  private Libc() {}
}
