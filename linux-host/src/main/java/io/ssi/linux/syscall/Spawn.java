package io.ssi.linux.syscall;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.ssi.linux.LocalPid;
import io.ssi.linux.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Starts programs with posix_spawn(3): exactly the descriptors asked for, all signals unblocked and
 * at their defaults, everything else as the calling thread has it (namespaces included).
 */
public final class Spawn {
  // In front of every number that a request may name, so that no dup2 overwrites a later source.
  private static final int OUT_OF_THE_WAY = 256;

  private Spawn() {}

  /**
   * Starts the program; returns when it runs.
   *
   * @throws SystemCallException what execve(2) says: ENOENT, EACCES, ...
   */
  public static ChildProcess start(SpawnRequest request) {
    List<Descriptor> copies = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment actions = arena.allocate(SpawnLibc.STRUCT_BYTES, 16);
      MemorySegment attributes = arena.allocate(SpawnLibc.STRUCT_BYTES, 16);
      check(request, SpawnLibc.ACTIONS_INIT, actions);
      check(request, SpawnLibc.ATTRIBUTES_INIT, attributes);
      try {
        fillActions(arena, request, actions, copies);
        fillAttributes(arena, request, attributes);
        return spawn(arena, request, actions, attributes);
      } finally {
        SpawnLibc.ATTRIBUTES_DESTROY.call(attributes);
        SpawnLibc.ACTIONS_DESTROY.call(actions);
      }
    } finally {
      copies.forEach(Descriptor::close);
    }
  }

  private static ChildProcess spawn(
      Arena arena, SpawnRequest request, MemorySegment actions, MemorySegment attributes) {
    MemorySegment pid = arena.allocate(JAVA_INT);
    check(
        request,
        SpawnLibc.SPAWN,
        pid,
        arena.allocateFrom(request.program().toString()),
        actions,
        attributes,
        strings(arena, request.arguments()),
        strings(arena, variables(request.environment())));
    return ChildProcess.of(new LocalPid(pid.get(JAVA_INT, 0)), request.program().toString());
  }

  private static void fillActions(
      Arena arena, SpawnRequest request, MemorySegment actions, List<Descriptor> copies) {
    Map<Integer, Descriptor> wanted = request.descriptors();
    int end = wanted.isEmpty() ? 0 : Collections.max(wanted.keySet()) + 1;
    request
        .workingDirectory()
        .ifPresent(directory ->
            check(request, SpawnLibc.ADD_CHDIR, actions, arena.allocateFrom(directory.toString())));
    wanted.forEach((number, descriptor) -> {
      Descriptor copy = descriptor.duplicateFrom(OUT_OF_THE_WAY);
      copies.add(copy);
      check(request, SpawnLibc.ADD_DUP2, actions, copy.number(), number);
    });
    for (int number = 0; number < end; number++) {
      if (!wanted.containsKey(number)) {
        check(request, SpawnLibc.ADD_CLOSE, actions, number);
      }
    }
    check(request, SpawnLibc.ADD_CLOSE_FROM, actions, end);
  }

  private static void fillAttributes(Arena arena, SpawnRequest request, MemorySegment attributes) {
    MemorySegment none = arena.allocate(SpawnLibc.STRUCT_BYTES, 16);
    MemorySegment all = arena.allocate(SpawnLibc.STRUCT_BYTES, 16);
    all.asSlice(0, 8).fill((byte) 0xff);
    short flags = (short) (SpawnLibc.SPAWN_SETSIGDEF | SpawnLibc.SPAWN_SETSIGMASK);
    check(request, SpawnLibc.SET_MASK, attributes, none);
    check(request, SpawnLibc.SET_DEFAULT, attributes, all);
    check(
        request,
        SpawnLibc.SET_FLAGS,
        attributes,
        request.newSession() ? (short) (flags | SpawnLibc.SPAWN_SETSID) : flags);
  }

  private static List<String> variables(Map<String, String> environment) {
    return environment.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .sorted()
        .toList();
  }

  private static MemorySegment strings(Arena arena, List<String> values) {
    MemorySegment list = arena.allocate(ADDRESS, values.size() + 1L);
    for (int i = 0; i < values.size(); i++) {
      list.setAtIndex(ADDRESS, i, arena.allocateFrom(values.get(i)));
    }
    return list;
  }

  private static void check(SpawnRequest request, NativeFunction function, Object... arguments) {
    long error = function.callOnce(arguments);
    if (error != 0) {
      throw SystemCallException.of(
          function.name(), request.program().toString(), (int) Math.abs(error));
    }
  }
}
