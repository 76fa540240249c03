package io.ssi.tools.verb;

/** One verb, its options read. Used once. */
@FunctionalInterface
public interface Verb {

  /**
   * Does it. Results go to the context's standard output, notes to its standard error; errors are
   * thrown.
   *
   * @param context the caller and the cluster
   * @return how it went
   */
  ExitStatus run(VerbContext context);
}
