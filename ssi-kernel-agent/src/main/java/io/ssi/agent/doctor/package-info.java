/**
 * What this machine offers and lacks for a cluster, found out by trying where that is possible.
 *
 * <p>{@link io.ssi.agent.doctor.Doctor} runs all checks; each gives {@link
 * io.ssi.agent.doctor.Finding}s with a remedy for every lack. Nothing is changed, except that the
 * checks of CRIU and of namespaces start programs of their own for a moment. One thread; blocks for
 * some seconds.
 */
@NullMarked
package io.ssi.agent.doctor;

import org.jspecify.annotations.NullMarked;
