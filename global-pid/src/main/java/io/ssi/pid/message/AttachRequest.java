package io.ssi.pid.message;

import io.ssi.pid.ApplicationId;
import io.ssi.pid.Caller;

/**
 * Asks for the streams of a program that was started in the foreground.
 *
 * @param application which
 * @param caller on whose behalf
 * @param name the caller, for others who ask for the same
 * @param token names the run that begins, for the caller who comes back to it
 */
public record AttachRequest(ApplicationId application, Caller caller, String name, String token) {}
