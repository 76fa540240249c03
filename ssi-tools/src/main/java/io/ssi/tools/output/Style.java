package io.ssi.tools.output;

/**
 * What the caller's standard output can show.
 *
 * @param width columns of the terminal; 0 if it is none, and lines are as long as they are
 * @param colours whether colours are wanted
 */
public record Style(int width, boolean colours) {

  /** For files and pipes. */
  public static final Style PLAIN = new Style(0, false);
}
