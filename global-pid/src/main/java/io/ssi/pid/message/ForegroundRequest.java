package io.ssi.pid.message;

import java.util.Optional;

/**
 * Asks a node to start an application whose standard streams go to the asker.
 *
 * @param start the program
 * @param terminal the terminal it gets; empty for three pipes
 * @param detachWhenLeft whether it goes on in the background when its caller is gone; otherwise it
 *     gets SIGHUP then
 */
public record ForegroundRequest(
    StartRequest start, Optional<RunTerminal> terminal, boolean detachWhenLeft) {}
