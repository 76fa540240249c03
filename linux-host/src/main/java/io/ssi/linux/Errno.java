package io.ssi.linux;

/** Why a system call failed: the numbers of errno(3) as Linux has them, with their usual texts. */
public enum Errno {
  /** Operation not permitted. */
  EPERM(1, "Operation not permitted"),
  /** No such file or directory. */
  ENOENT(2, "No such file or directory"),
  /** No such process. */
  ESRCH(3, "No such process"),
  /** A signal, or a thread's interrupt, ended the call. */
  EINTR(4, "Interrupted"),
  /** Input or output error. */
  EIO(5, "Input/output error"),
  /** No such device or address. */
  ENXIO(6, "No such device or address"),
  /** The arguments are too long. */
  E2BIG(7, "Argument list too long"),
  /** Not a program of this machine. */
  ENOEXEC(8, "Exec format error"),
  /** The descriptor is not open (any more). */
  EBADF(9, "Bad file descriptor"),
  /** No child that could be waited for. */
  ECHILD(10, "No child processes"),
  /** Would block, or a limit is reached for now. */
  EAGAIN(11, "Resource temporarily unavailable"),
  /** No memory. */
  ENOMEM(12, "Cannot allocate memory"),
  /** The file's mode or an ancestor's forbids it. */
  EACCES(13, "Permission denied"),
  /** A bad address was given. */
  EFAULT(14, "Bad address"),
  /** Busy. */
  EBUSY(16, "Device or resource busy"),
  /** It exists already. */
  EEXIST(17, "File exists"),
  /** Across file systems. */
  EXDEV(18, "Invalid cross-device link"),
  /** No such device. */
  ENODEV(19, "No such device"),
  /** Not a directory. */
  ENOTDIR(20, "Not a directory"),
  /** A directory where a file is wanted. */
  EISDIR(21, "Is a directory"),
  /** An argument that the kernel does not know or accept. */
  EINVAL(22, "Invalid argument"),
  /** The whole machine has too many open files. */
  ENFILE(23, "Too many open files in system"),
  /** This process has too many open files. */
  EMFILE(24, "Too many open files"),
  /** The device does not know this ioctl. */
  ENOTTY(25, "Inappropriate ioctl for device"),
  /** The program is being written. */
  ETXTBSY(26, "Text file busy"),
  /** Too big a file. */
  EFBIG(27, "File too large"),
  /** No space left on the device. */
  ENOSPC(28, "No space left on device"),
  /** Pipes and sockets cannot seek. */
  ESPIPE(29, "Illegal seek"),
  /** The file system is read-only. */
  EROFS(30, "Read-only file system"),
  /** Too many links. */
  EMLINK(31, "Too many links"),
  /** Nobody reads the other end. */
  EPIPE(32, "Broken pipe"),
  /** Out of range. */
  ERANGE(34, "Numerical result out of range"),
  /** A name is too long. */
  ENAMETOOLONG(36, "File name too long"),
  /** This kernel does not have the call. */
  ENOSYS(38, "Function not implemented"),
  /** A directory that is not empty. */
  ENOTEMPTY(39, "Directory not empty"),
  /** Too many symbolic links. */
  ELOOP(40, "Too many levels of symbolic links"),
  /** A message does not fit. */
  EMSGSIZE(90, "Message too long"),
  /** Broken protocol. */
  EPROTO(71, "Protocol error"),
  /** Not supported here. */
  EOPNOTSUPP(95, "Operation not supported"),
  /** The address is taken. */
  EADDRINUSE(98, "Address already in use"),
  /** The peer has gone. */
  ECONNRESET(104, "Connection reset by peer"),
  /** Not connected. */
  ENOTCONN(107, "Transport endpoint is not connected"),
  /** The time that was allowed is over. */
  ETIMEDOUT(110, "Connection timed out"),
  /** Nobody listens there. */
  ECONNREFUSED(111, "Connection refused"),
  /** Quota used up. */
  EDQUOT(122, "Disk quota exceeded"),
  /** A number that this list does not name; the exception holds the number. */
  UNKNOWN(-1, "Unknown error");

  private final int number;
  private final String text;

  Errno(int number, String text) {
    this.number = number;
    this.text = text;
  }

  /** The kernel's number; -1 for {@link #UNKNOWN}. */
  public int number() {
    return number;
  }

  /** What strerror(3) says, in English. */
  public String text() {
    return text;
  }

  /** The constant of a number; {@link #UNKNOWN} if the list does not have it. */
  public static Errno of(int number) {
    for (Errno errno : values()) {
      if (errno.number == number) {
        return errno;
      }
    }
    return UNKNOWN;
  }
}
