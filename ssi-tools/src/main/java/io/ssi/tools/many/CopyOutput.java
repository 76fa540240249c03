package io.ssi.tools.many;

import io.ssi.pid.foreground.RunStream;

/** Where the output of one copy goes. For one thread at a time; may block. */
interface CopyOutput {

  /**
   * Takes bytes.
   *
   * @param stream standard output or standard error
   * @param bytes not copied
   * @param taken called when the copy may write as many more
   */
  void take(RunStream stream, byte[] bytes, Runnable taken);

  /** The copy has ended. */
  void finish();
}
