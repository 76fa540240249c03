package io.ssi.linux.container;

import io.ssi.linux.Errno;
import java.util.Arrays;

/** The keeper answered with an error; nothing has changed, unless the protocol says so. */
public final class KeeperRefusedException extends KeeperException {
  private static final long serialVersionUID = 1L;

  private final String operation;
  private final String errnoName;

  /** From the three parts of an error reply. */
  public KeeperRefusedException(
      int container, String operation, String errnoName, String explanation) {
    super(
        "container " + container + ": " + explanation + " (" + operation + ", " + errnoName + ")");
    this.operation = operation;
    this.errnoName = errnoName;
  }

  /** The step that failed: the verb, or one of the steps of start and criu. */
  public String operation() {
    return operation;
  }

  /** Why, as far as the list of numbers knows it. */
  public Errno errno() {
    return Arrays.stream(Errno.values())
        .filter(errno -> errno.name().equals(errnoName))
        .findFirst()
        .orElse(Errno.UNKNOWN);
  }

  /** Why, as the keeper wrote it. */
  public String errnoName() {
    return errnoName;
  }
}
