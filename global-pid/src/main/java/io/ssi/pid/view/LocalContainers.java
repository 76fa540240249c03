package io.ssi.pid.view;

import io.ssi.pid.Application;
import io.ssi.pid.ContainerNumber;
import java.util.Map;
import java.util.Optional;

/** What listing processes must know about this node's containers. Any thread; never blocks. */
public interface LocalContainers {

  /**
   * Which pid namespace is which container.
   *
   * @return containers by the number of their pid namespace, as {@code /proc/PID/ns/pid} shows it
   */
  Map<Long, ContainerNumber> byPidNamespace();

  /**
   * Whose a container is.
   *
   * @param number one of this node's containers
   * @return its application's record, or empty
   */
  Optional<Application> application(ContainerNumber number);

  /**
   * Whether processes of a container are shown and can be found here. Those of a container that is
   * being restored are not yet, those of one that has moved on not any more.
   *
   * @param number one of this node's containers
   * @return true if the application lives in it
   */
  boolean isListed(ContainerNumber number);
}
