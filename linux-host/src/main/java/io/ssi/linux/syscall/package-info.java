/**
 * Linux calls that neither the JDK nor POSIX has, over {@code java.lang.foreign}; nothing else of
 * the program touches foreign memory.
 *
 * <p>Start with {@link io.ssi.linux.syscall.Descriptor}, which owns a file descriptor; {@link
 * io.ssi.linux.syscall.UnixSocket} sends bytes and descriptors; {@link io.ssi.linux.syscall.Spawn}
 * starts a child with exactly the descriptors it is to have; {@link io.ssi.linux.syscall.PidFd}
 * signals and awaits any process without a race about its number; {@link
 * io.ssi.linux.syscall.Namespaces} enters those of another process; {@link
 * io.ssi.linux.syscall.SplicedFile} takes over what is in a pipe.
 *
 * <p>Threads: everything is thread-safe. Waiting for input, output or a process's end parks the
 * calling thread, virtual or platform, while one thread of this package ({@code ssi-linux-poller})
 * asks the kernel by epoll(7); no carrier thread is pinned. A wait ends when the descriptor is
 * closed (EBADF), when the time is over, or when the thread is interrupted (EINTR, flag left set).
 *
 * <p>Inside: {@code NativeFunction} is a function of the C library whose failures are errno
 * numbers, {@code Libc} lists them. x86-64 and 64-bit Linux in general.
 */
@NullMarked
package io.ssi.linux.syscall;

import org.jspecify.annotations.NullMarked;
