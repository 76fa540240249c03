package io.ssi.tools.verb;

import io.ssi.tools.service.Cancellation;
import io.ssi.tools.service.Console;
import io.ssi.tools.service.Services;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * All that a verb is run with, besides its arguments.
 *
 * @param process the process that typed it
 * @param in its standard input
 * @param out its standard output, unbuffered
 * @param err its standard error, unbuffered
 * @param cancellation tells when to stop
 * @param console connects a program with the command; empty where no agent runs the verb
 * @param services the cluster; empty where no agent runs the verb
 */
public record VerbInput(
    CallerProcess process,
    InputStream in,
    OutputStream out,
    OutputStream err,
    Cancellation cancellation,
    Optional<Console> console,
    Optional<Services> services) {}
