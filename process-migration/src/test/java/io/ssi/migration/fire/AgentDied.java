package io.ssi.migration.fire;

/** Unwinds the threads of an agent that was killed: nobody handles it, and nothing has effects. */
final class AgentDied extends Error {
  private static final long serialVersionUID = 1L;

  AgentDied(String whose) {
    super(whose + " is dead", null, false, false);
  }
}
