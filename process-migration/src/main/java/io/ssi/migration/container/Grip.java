package io.ssi.migration.container;

/**
 * A hold on processes of a container from before it was decided what becomes of them: a kill
 * reaches exactly these, whoever has their numbers then. One thread.
 */
public interface Grip extends AutoCloseable {

  /** Kills every process; when this returns none can run another instruction. */
  void kill();

  /** Lets go of them; decides nothing. Idempotent. */
  @Override
  void close();
}
