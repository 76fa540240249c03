package io.ssi.pid;

/**
 * The checkpoint from which an application was started that is not the one that was saved.
 *
 * @param application whose checkpoint it was
 * @param version which, from 1
 */
public record Provenance(ApplicationId application, int version) {

  /** Refuses what no version can be. */
  public Provenance {
    if (version < 1) {
      throw new IllegalArgumentException("A version is counted from 1, not " + version);
    }
  }

  /** Such as {@code 17:3}. */
  @Override
  public String toString() {
    return application + ":" + version;
  }
}
