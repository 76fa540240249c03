package io.ssi.migration.container;

import io.ssi.linux.LocalPid;

/**
 * A process of a container.
 *
 * @param inside its number inside
 * @param local its number as this agent sees it
 */
public record Member(int inside, LocalPid local) {}
