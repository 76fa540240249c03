package io.ssi.linux.syscall;

import io.ssi.linux.Errno;
import io.ssi.linux.SystemCallException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;

/**
 * A function of the C library that returns an integer, -1 with errno on failure.
 *
 * @param name as in its manual page
 * @param handle (MemorySegment of the call state, Object[] of the arguments) to long
 */
record NativeFunction(String name, MethodHandle handle) {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  /** A function with a fixed list of parameters. */
  static NativeFunction of(String name, ValueLayout result, MemoryLayout... parameters) {
    return link(name, FunctionDescriptor.of(result, parameters));
  }

  /** A function with an ellipsis after the first {@code fixed} parameters. */
  static NativeFunction variadic(
      String name, int fixed, ValueLayout result, MemoryLayout... parameters) {
    return link(
        name, FunctionDescriptor.of(result, parameters), Linker.Option.firstVariadicArg(fixed));
  }

  /**
   * Calls it, again after EINTR.
   *
   * @return what it returned, or the negative errno
   */
  long call(Object... arguments) {
    long result;
    do {
      result = callOnce(arguments);
    } while (result == -Errno.EINTR.number());
    return result;
  }

  /** Calls it once; for close(2), which must not be repeated. */
  long callOnce(Object... arguments) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CALL_STATE);
      long result = (long) handle.invokeExact(state, arguments);
      return result == -1 ? -(long) (int) ERRNO.get(state, 0L) : result;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new LinkageError("The C library's " + name + " threw", e);
    }
  }

  /** Calls it and throws when it fails; the subject is for the message. */
  long require(String subject, Object... arguments) {
    long result = call(arguments);
    if (result < 0) {
      throw SystemCallException.of(name, subject, (int) -result);
    }
    return result;
  }

  @SuppressWarnings("restricted")
  private static NativeFunction link(
      String name, FunctionDescriptor type, Linker.Option... options) {
    MemorySegment symbol =
        LINKER
            .defaultLookup()
            .find(name)
            .orElseThrow(() ->
                new LinkageError(
                    "The C library has no " + name + "; glibc 2.34 or newer is needed"));
    Linker.Option[] all = new Linker.Option[options.length + 1];
    System.arraycopy(options, 0, all, 1, options.length);
    all[0] = Linker.Option.captureCallState("errno");
    MethodHandle handle =
        LINKER
            .downcallHandle(symbol, type, all)
            .asSpreader(1, Object[].class, type.argumentLayouts().size())
            .asType(MethodType.methodType(long.class, MemorySegment.class, Object[].class));
    return new NativeFunction(name, handle);
  }
}
