package io.ssi.pid.message;

import io.ssi.pid.GlobalPid;
import java.time.Duration;

/**
 * Asks a node to tell when a process that it runs has ended.
 *
 * @param pid whom to wait for
 * @param patience answer after this time at the latest
 */
public record AwaitRequest(GlobalPid pid, Duration patience) {}
