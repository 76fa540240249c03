/** Memory and load of the whole cluster, in the format of the kernel's own files. */
@NullMarked
package io.ssi.memory;

import org.jspecify.annotations.NullMarked;
