package io.ssi.tools.verb;

import io.ssi.tools.service.NotPermittedException;

/** What only root may do, whatever it is done to. */
public final class Permission {
  private Permission() {}

  /**
   * Lets root pass.
   *
   * @param context the caller
   * @param attempt what is attempted, such as {@code add nodes}
   * @throws NotPermittedException for everybody else
   */
  public static void requireRoot(VerbContext context, String attempt) {
    if (!context.process().caller().isRoot()) {
      throw new NotPermittedException(
          "user " + context.process().caller().uid() + " may not " + attempt, "run it as root");
    }
  }
}
