package io.ssi.agent.machine;

import io.ssi.agent.AgentException;

/** Something that the machine was asked for did not work; nothing else is known to have changed. */
public class MachineException extends AgentException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what failed.
   *
   * @param message what was attempted, on what, why it failed, what to try
   */
  public MachineException(String message) {
    super(message);
  }

  /**
   * Says what failed.
   *
   * @param message what was attempted, on what, why it failed, what to try
   * @param cause what went wrong below
   */
  public MachineException(String message, Throwable cause) {
    super(message, cause);
  }
}
