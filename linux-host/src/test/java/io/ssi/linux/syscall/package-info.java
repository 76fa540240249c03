/** Tests of the Linux-only calls; those that end in IT ask the running kernel. */
@NullMarked
package io.ssi.linux.syscall;

import org.jspecify.annotations.NullMarked;
