package io.ssi.tools.many;

/** How the standard output of many copies is shown. */
public enum OutputStyle {
  /** Labelled lines, as they come. */
  AS_IT_COMES,
  /** Labelled lines, one copy after the other, at the end. */
  IN_ORDER,
  /** Equal outputs once, below a header, at the end. */
  FOLDED,
  /** Equal outputs once, as lines with the labels of all, at the end. */
  FOLDED_LINES;

  boolean isGathered() {
    return this != AS_IT_COMES;
  }
}
