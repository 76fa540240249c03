/**
 * The program that the demo moves around: knows nothing of the cluster, and notices everything that
 * is done to it.
 */
@NullMarked
package io.ssi.agent.demo.program;

import org.jspecify.annotations.NullMarked;
