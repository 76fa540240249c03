package io.ssi.agent.config;

import java.util.regex.Pattern;

/**
 * The name of a cluster: part of file names, of control groups and of the group that agents join.
 *
 * @param value a lower-case letter, then up to 31 lower-case letters, digits or dashes
 */
public record ClusterName(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  /** The cluster that is meant where none is named. */
  public static final ClusterName DEFAULT = new ClusterName("default");

  /** Refuses what could not be part of a path. */
  public ClusterName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a cluster's name is a lower-case letter, then up to 31 lower-case letters, digits or"
              + " dashes, not \""
              + value
              + "\"");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
