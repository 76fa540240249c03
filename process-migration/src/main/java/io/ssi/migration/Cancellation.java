package io.ssi.migration;

/** Tells whether the caller has given up. May be asked from any thread at any time. */
public interface Cancellation {

  /** Never given up. */
  Cancellation NEVER =
      new Cancellation() {
        @Override
        public boolean isCancelled() {
          return false;
        }

        @Override
        public void onCancel(Runnable hook) {
          // It never comes to that.
        }
      };

  /**
   * Whether the caller has given up.
   *
   * @return once true, always true
   */
  boolean isCancelled();

  /**
   * Runs a hook when the caller gives up; at once if that is so already.
   *
   * @param hook must not block
   */
  void onCancel(Runnable hook);
}
