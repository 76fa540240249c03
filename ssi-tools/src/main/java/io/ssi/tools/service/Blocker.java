package io.ssi.tools.service;

/**
 * One reason why an application cannot move.
 *
 * @param code what scripts tell the reason by, such as {@code io_uring}
 * @param subject what it concerns: a process, a path, a node
 * @param message why that is in the way, as a clause that goes on from the subject
 * @param advice what to do about it
 */
public record Blocker(String code, String subject, String message, String advice) {}
