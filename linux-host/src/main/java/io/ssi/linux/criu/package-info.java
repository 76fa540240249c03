/**
 * The CRIU driver: checkpoints and restores process trees over the RPC of {@code criu swrk}.
 *
 * <p>Read {@link io.ssi.linux.criu.Criu} first, then {@link io.ssi.linux.criu.HeldDump} and {@link
 * io.ssi.linux.criu.HeldRestore}: both operations stop at the point where they can still be taken
 * back, and the holder decides. {@link io.ssi.linux.criu.CriuWorkers} is the port through which
 * workers are started: {@link io.ssi.linux.criu.KeeperWorkers} by the keeper of a container, {@link
 * io.ssi.linux.criu.SpawnedWorkers} by this process. The images are read in {@code image}. What
 * CRIU complains about becomes a {@link io.ssi.linux.criu.CriuProblem}.
 *
 * <p>Every call has a time limit, after which its worker is ended. Objects that stand for one
 * operation belong to one thread; {@code Criu} itself may be used by many. Calls block: for the
 * length of a dump or a restore. Nothing here knows the cluster.
 */
@NullMarked
package io.ssi.linux.criu;

import org.jspecify.annotations.NullMarked;
