/**
 * Programs in the foreground: what they read and write goes to whoever started them, on whichever
 * node that is.
 *
 * <p>Three parties speak the same messages ({@link io.ssi.pid.foreground.RunMessage}): the client,
 * over the control socket; its agent, which only passes them on ({@link
 * io.ssi.pid.foreground.ForegroundRun}); and the agent of the program's node ({@link
 * io.ssi.pid.foreground.ForegroundServer}), over a bulk stream of the run's own. Client and
 * program's node give each other room for so many bytes per stream, so neither can be made to keep
 * more than {@link io.ssi.pid.foreground.RunMessage#WINDOW} of any, and a stream that stands still
 * holds up no other. What the agent between cannot pass on stays in the sockets; it keeps the input
 * that may have to be sent again.
 *
 * <p>When the program moves, it is held: its node cuts the caller off, and how far the run has come
 * ({@link io.ssi.pid.message.RunState}) goes with it. The caller's agent finds it again, where it
 * has come to or where it stayed, and both go on from what the other has got.
 *
 * <p>The run is over when the program has ended and all that it wrote until then was taken. What
 * its descendants write later goes to the log of the application; so does everything when the
 * caller is lost, what it has not taken first. Whoever is an agent's successor puts that into the
 * log too, because it is in journals ({@link io.ssi.pid.foreground.OutputJournals}), then gets the
 * streams back from the keepers and does the same. No container is taken down, and no end recorded,
 * before log and journals have all.
 */
@NullMarked
package io.ssi.pid.foreground;

import org.jspecify.annotations.NullMarked;
