package io.ssi.linux.syscall;

/** How a file is opened: the flags of open(2) with their numbers on x86-64. */
public enum OpenFlag {
  /** For reading; the default when neither of the two below is given. */
  READ(0),
  /** For writing. */
  WRITE(1),
  /** For both. */
  READ_WRITE(2),
  /** Make it if it is missing, with mode 0600 less the umask. */
  CREATE(0x40),
  /** With CREATE: it must be missing (EEXIST). */
  EXCLUSIVE(0x80),
  /** A terminal does not become the controlling one. */
  NO_CONTROLLING_TERMINAL(0x100),
  /** Empty it. */
  TRUNCATE(0x200),
  /** Every write goes to the end. */
  APPEND(0x400),
  /** Never block, at opening or later. */
  NON_BLOCKING(0x800),
  /** It must be a directory (ENOTDIR). */
  DIRECTORY(0x10000),
  /** The last component must not be a symbolic link (ELOOP). */
  NO_FOLLOW(0x20000),
  /** Only a name for the file; it is not opened. */
  PATH(0x200000);

  private final int bits;

  OpenFlag(int bits) {
    this.bits = bits;
  }

  int bits() {
    return bits;
  }
}
