package io.ssi.pid.view;

import io.ssi.linux.LocalPid;
import io.ssi.linux.procfs.IdSet;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.message.ProcessRole;
import java.util.Optional;

/**
 * A process of this node, found by its global pid.
 *
 * @param pid its number in this node's {@code /proc}
 * @param startTicks when it started; with the number it names the process for good
 * @param users its user ids
 * @param container the container that it lives in
 * @param role whether it is a process like any other
 */
public record LocatedProcess(
    LocalPid pid,
    long startTicks,
    IdSet users,
    Optional<ContainerNumber> container,
    ProcessRole role) {}
