package io.ssi.migration;

/**
 * The record of one migration in the registry of applications. Both sides decide through it:
 * whoever changes the record first, with a compare-and-set, has decided, and the other side finds
 * that. Calls block.
 */
public interface MigrationRecord {

  /**
   * Records the decision that the copy is the application. When the answer of the write was lost,
   * this blocks until it can be known: until then nobody may resume anything.
   *
   * @param image what moves
   * @throws UndecidedException if this agent ends before; the write may have happened
   * @throws LostDecisionException if the other side has given up; nothing was changed
   * @throws RuntimeException if it was not written
   */
  void commit(TakenImage image);

  /**
   * Records that the copy runs, unless its node has done so. Failing to do so is not an error: the
   * commit already says where the application is.
   */
  void finish();

  /**
   * Records that the original runs on, unless the record is somebody else's; later, in the
   * background, if that is not possible now.
   */
  void abort();
}
