package io.ssi.pid;

import io.ssi.membership.NodeId;

/**
 * Counts the things that were tried with an application, so that an answer that was lost can be
 * told from one that belongs to something else.
 *
 * @param number 1 for the start, one more for each later attempt
 * @param owner the node that is responsible for this attempt
 */
public record Attempt(long number, NodeId owner) {

  /** Refuses numbers that were never given. */
  public Attempt {
    if (number < 1) {
      throw new IllegalArgumentException("Attempts are counted from 1, not " + number);
    }
  }

  /**
   * The attempt after this one.
   *
   * @param next the node that is responsible for it
   * @return the next number with that owner
   */
  public Attempt after(NodeId next) {
    return new Attempt(number + 1, next);
  }
}
