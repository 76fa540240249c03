package io.ssi.pid;

import io.ssi.membership.NodeId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process id that is valid in the whole cluster. Computed, never looked up, and it fits a
 * {@code pid_t}:
 *
 * <pre>
 * process in a container    container * 32768 + pid          the pid is what getpid() says inside
 * process of a node         2^30 + node * 2^22 + pid         the pid is what the node's /proc says
 * </pre>
 *
 * <p>A process in a container whose pid is above {@value #MAX_CONTAINER_PID} (kernels before 6.14
 * have one {@code pid_max} for the whole machine) is named by the node's form; such a process
 * cannot be moved under its name.
 *
 * @param value the number
 */
public record GlobalPid(int value) implements Comparable<GlobalPid> {

  /** The highest pid inside a container that has a global pid in the container's form. */
  public static final int MAX_CONTAINER_PID = 32767;

  /** The highest pid of a node: one less than the kernel's PID_MAX_LIMIT. */
  public static final int MAX_NODE_PID = (1 << 22) - 1;

  private static final int CONTAINER_SHIFT = 15;
  private static final int NODE_SHIFT = 22;
  private static final int NODE_FORM = 1 << 30;
  private static final Pattern DOTTED = Pattern.compile("([0-9]{1,5})\\.([0-9]{1,5})");
  private static final Pattern PLAIN = Pattern.compile("[0-9]{1,10}");

  /** Refuses numbers that are neither form. */
  public GlobalPid {
    boolean valid =
        value >= NODE_FORM
            ? (value & MAX_NODE_PID) != 0 && ((value - NODE_FORM) >> NODE_SHIFT) != 0
            : value > MAX_CONTAINER_PID && (value & MAX_CONTAINER_PID) != 0;
    if (!valid) {
      throw new IllegalArgumentException("No process can have the global pid " + value);
    }
  }

  /**
   * The name of a process in a container.
   *
   * @param container its container
   * @param pid its pid inside, 1 to {@link #MAX_CONTAINER_PID}
   * @return the global pid
   */
  public static GlobalPid inContainer(ContainerNumber container, int pid) {
    if (pid < 1 || pid > MAX_CONTAINER_PID) {
      throw new IllegalArgumentException(
          "A pid in a container is from 1 to " + MAX_CONTAINER_PID + ", not " + pid);
    }
    return new GlobalPid((container.value() << CONTAINER_SHIFT) + pid);
  }

  /**
   * The name of a process of a node itself.
   *
   * @param node the node it runs on
   * @param pid its pid in the node's {@code /proc}, 1 to {@link #MAX_NODE_PID}
   * @return the global pid
   */
  public static GlobalPid ofNode(NodeId node, int pid) {
    if (pid < 1 || pid > MAX_NODE_PID) {
      throw new IllegalArgumentException(
          "A pid of a node is from 1 to " + MAX_NODE_PID + ", not " + pid);
    }
    return new GlobalPid(NODE_FORM + (node.value() << NODE_SHIFT) + pid);
  }

  /**
   * Reads what a person types: the number, or {@code container.pid}.
   *
   * @param text such as {@code 557058} or {@code 17.2}
   * @return the global pid
   * @throws IllegalArgumentException with a sentence for the person, if it is neither
   */
  public static GlobalPid parse(String text) {
    Matcher dotted = DOTTED.matcher(text);
    if (dotted.matches()) {
      return inContainer(
          new ContainerNumber(Integer.parseInt(dotted.group(1))),
          Integer.parseInt(dotted.group(2)));
    }
    if (!PLAIN.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a process: give its global pid, or container.pid such as 17.2");
    }
    long number = Long.parseLong(text);
    if (number > 0 && number <= ContainerNumber.MAX) {
      throw new IllegalArgumentException(
          number
              + " is the id of an application; a process of it is "
              + number
              + ".2, for example");
    }
    if (number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("No process can have the global pid " + number);
    }
    return new GlobalPid((int) number);
  }

  /**
   * Whether this is the name of a process in a container.
   *
   * @return false for a process of a node itself
   */
  public boolean isInContainer() {
    return value < NODE_FORM;
  }

  /**
   * The container it lives in.
   *
   * @return its number; empty for a process of a node itself
   */
  public Optional<ContainerNumber> container() {
    return isInContainer()
        ? Optional.of(new ContainerNumber(value >> CONTAINER_SHIFT))
        : Optional.empty();
  }

  /**
   * The node that the name itself tells.
   *
   * @return the node; empty for a process in a container, which can be anywhere
   */
  public Optional<NodeId> node() {
    return isInContainer()
        ? Optional.empty()
        : Optional.of(new NodeId((value - NODE_FORM) >> NODE_SHIFT));
  }

  /**
   * The low part: the pid inside the container, or on the node.
   *
   * @return 1 or more
   */
  public int pid() {
    return value & (isInContainer() ? MAX_CONTAINER_PID : MAX_NODE_PID);
  }

  /**
   * The form that is easiest to read: {@code 17.2} in a container, the number otherwise.
   *
   * @return text that {@link #parse} reads back
   */
  public String dotted() {
    return isInContainer() ? (value >> CONTAINER_SHIFT) + "." + pid() : toString();
  }

  @Override
  public int compareTo(GlobalPid other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
