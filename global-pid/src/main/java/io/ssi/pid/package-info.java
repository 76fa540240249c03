/**
 * One name for a process wherever it runs: ids, the registry of applications, the table of
 * processes.
 */
@NullMarked
package io.ssi.pid;

import org.jspecify.annotations.NullMarked;
