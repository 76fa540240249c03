package io.ssi.agent.service;

import io.ssi.migration.Cancellation;
import java.util.concurrent.ThreadFactory;

/**
 * A verb's cancellation as process-migration knows it: hooks of that module may block, those of a
 * verb may not.
 *
 * @param verb the verb's
 * @param threads runs the hooks
 */
record VerbCancellation(io.ssi.tools.service.Cancellation verb, ThreadFactory threads)
    implements Cancellation {

  @Override
  public boolean isCancelled() {
    return verb.isCancelled();
  }

  @Override
  public void onCancel(Runnable hook) {
    // Registered for as long as the verb runs, which is not longer than what it is for.
    var _ = verb.onCancel(() -> threads.newThread(hook).start());
  }
}
