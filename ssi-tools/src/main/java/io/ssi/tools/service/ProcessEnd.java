package io.ssi.tools.service;

/** How a process ended. */
public sealed interface ProcessEnd {

  /**
   * By itself.
   *
   * @param code 0 to 255
   */
  record Exited(int code) implements ProcessEnd {}

  /**
   * By a signal.
   *
   * @param signal its number
   */
  record Killed(int signal) implements ProcessEnd {}

  /**
   * Nobody knows, such as after the death of its node.
   *
   * @param why a clause
   */
  record Lost(String why) implements ProcessEnd {}
}
