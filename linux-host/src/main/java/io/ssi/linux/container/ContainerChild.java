package io.ssi.linux.container;

import io.ssi.linux.InsidePid;
import io.ssi.linux.WaitStatus;
import java.util.Optional;

/**
 * A process that a keeper remembers.
 *
 * @param role what it is
 * @param pid its number; a later process may have it too
 * @param ended whether it has ended
 * @param status how; empty while it runs, and when nobody could tell
 */
public record ContainerChild(
    ChildRole role, InsidePid pid, boolean ended, Optional<WaitStatus> status) {}
