package io.ssi.tools.service;

import io.ssi.pid.message.RunTerminal;
import java.util.Optional;

/**
 * How a program runs in the foreground.
 *
 * @param console whoever has its streams
 * @param terminal the terminal that it gets; empty for three pipes
 * @param detachWhenLeft whether it goes on in the background when its caller is gone; otherwise it
 *     gets SIGHUP then
 */
public record Foreground(Console console, Optional<RunTerminal> terminal, boolean detachWhenLeft) {}
