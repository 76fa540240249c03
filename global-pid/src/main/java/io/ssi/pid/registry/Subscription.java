package io.ssi.pid.registry;

/** Ends what {@link ApplicationRegistry#listen} began. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

  /** No call to the listener begins after this; one that is under way goes on. Idempotent. */
  @Override
  void close();
}
