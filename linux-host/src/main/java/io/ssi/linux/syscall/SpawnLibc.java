package io.ssi.linux.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

/** The functions of posix_spawn(3); they return the errno itself, not -1. */
final class SpawnLibc {
  static final NativeFunction SPAWN =
      NativeFunction.of(
          "posix_spawn", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  static final NativeFunction ACTIONS_INIT =
      NativeFunction.of("posix_spawn_file_actions_init", JAVA_INT, ADDRESS);
  static final NativeFunction ACTIONS_DESTROY =
      NativeFunction.of("posix_spawn_file_actions_destroy", JAVA_INT, ADDRESS);
  static final NativeFunction ADD_DUP2 =
      NativeFunction.of("posix_spawn_file_actions_adddup2", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  static final NativeFunction ADD_CLOSE =
      NativeFunction.of("posix_spawn_file_actions_addclose", JAVA_INT, ADDRESS, JAVA_INT);
  static final NativeFunction ADD_CLOSE_FROM =
      NativeFunction.of("posix_spawn_file_actions_addclosefrom_np", JAVA_INT, ADDRESS, JAVA_INT);
  static final NativeFunction ADD_CHDIR =
      NativeFunction.of("posix_spawn_file_actions_addchdir_np", JAVA_INT, ADDRESS, ADDRESS);
  static final NativeFunction ATTRIBUTES_INIT =
      NativeFunction.of("posix_spawnattr_init", JAVA_INT, ADDRESS);
  static final NativeFunction ATTRIBUTES_DESTROY =
      NativeFunction.of("posix_spawnattr_destroy", JAVA_INT, ADDRESS);
  static final NativeFunction SET_FLAGS =
      NativeFunction.of("posix_spawnattr_setflags", JAVA_INT, ADDRESS, JAVA_SHORT);
  static final NativeFunction SET_MASK =
      NativeFunction.of("posix_spawnattr_setsigmask", JAVA_INT, ADDRESS, ADDRESS);
  static final NativeFunction SET_DEFAULT =
      NativeFunction.of("posix_spawnattr_setsigdefault", JAVA_INT, ADDRESS, ADDRESS);

  static final short SPAWN_SETSIGDEF = 0x4;
  static final short SPAWN_SETSIGMASK = 0x8;
  static final short SPAWN_SETSID = 0x80;

  /** Larger than posix_spawn_file_actions_t, posix_spawnattr_t and sigset_t of glibc. */
  static final long STRUCT_BYTES = 512;

  private SpawnLibc() {}
}
