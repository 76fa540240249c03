package io.ssi.linux.container;

import io.ssi.linux.InsidePid;
import io.ssi.linux.LocalPid;

/**
 * A process of a container under both of its numbers.
 *
 * @param inside as the container numbers it
 * @param local as this process sees it
 */
public record ContainerProcess(InsidePid inside, LocalPid local) {}
