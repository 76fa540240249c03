package io.ssi.pid;

/**
 * What a person types where the manual says APPID: the id of an application, or any of its
 * processes as a global pid or as {@code container.pid}.
 */
public sealed interface AppOrPid {

  /**
   * An application was named.
   *
   * @param id its id
   */
  record ById(ApplicationId id) implements AppOrPid {}

  /**
   * A process was named.
   *
   * @param pid its global pid
   */
  record ByPid(GlobalPid pid) implements AppOrPid {}

  /**
   * Reads an argument.
   *
   * @param text such as {@code 17}, {@code 17.2} or {@code 557058}
   * @return what it names
   * @throws IllegalArgumentException with a sentence for the person, if it names nothing
   */
  static AppOrPid parse(String text) {
    if (!text.matches("[0-9]{1,6}")) {
      return new ByPid(parsePid(text));
    }
    int number = Integer.parseInt(text);
    return number >= 1 && number <= ContainerNumber.MAX
        ? new ById(new ApplicationId(number))
        : new ByPid(parsePid(text));
  }

  private static GlobalPid parsePid(String text) {
    try {
      return GlobalPid.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is neither an application id (1 to "
              + ContainerNumber.MAX
              + ") nor a process (a global pid, or container.pid such as 17.2)",
          e);
    }
  }
}
