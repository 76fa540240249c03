package io.ssi.migration.target;

/** A copy that was built from a kept image and is held before its first instruction. */
interface Rebuilt {

  /** Lets it run, in the charge of this node from then on; its image goes. */
  void release();

  /** Throws it away with its container; its image stays. */
  void discard();
}
