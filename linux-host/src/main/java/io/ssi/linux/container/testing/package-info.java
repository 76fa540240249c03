/**
 * Containers in memory, for tests of what uses them: no process is started; the test says what the
 * program does. They keep the same contract as the real ones.
 */
@NullMarked
package io.ssi.linux.container.testing;

import org.jspecify.annotations.NullMarked;
