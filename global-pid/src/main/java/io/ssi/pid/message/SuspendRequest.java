package io.ssi.pid.message;

import io.ssi.pid.ApplicationId;
import io.ssi.pid.Caller;

/**
 * Asks a node to make an application that it runs stand still, or run on.
 *
 * @param application which
 * @param still whether it is to stand still
 * @param caller on whose behalf
 */
public record SuspendRequest(ApplicationId application, boolean still, Caller caller) {}
