package io.ssi.pid.host;

import io.ssi.linux.LinuxException;
import io.ssi.linux.cgroup.ControlGroup;
import io.ssi.linux.cgroup.ControlGroupException;
import io.ssi.linux.container.Keeper;
import io.ssi.linux.container.KeeperGoneException;
import io.ssi.linux.container.LaunchRequest;
import io.ssi.linux.procfs.NamespaceKind;
import io.ssi.pid.ContainerNumber;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes containers with their control group, connects to those that are there, takes them down. */
final class ContainerMaker {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerMaker.class);

  private final HostParts parts;

  ContainerMaker(HostParts parts) {
    this.parts = parts;
  }

  /** Makes an empty container; throws LinuxException, and then nothing is left of it. */
  HostedContainer launch(ContainerNumber number, ContainerMode mode) {
    Optional<ControlGroup> group = group(number);
    group.ifPresent(ControlGroup::create);
    try {
      List<Path> directories = group.map(ControlGroup::directories).orElse(List.of());
      Keeper keeper = parts.containers().launch(new LaunchRequest(number.value(), directories));
      return hosted(number, keeper, mode);
    } catch (LinuxException e) {
      group.ifPresent(made -> removeGroup(number, made));
      throw e;
    }
  }

  /** Connects to a container that is there; empty if its keeper is gone. */
  Optional<HostedContainer> attach(ContainerNumber number, ContainerMode mode) {
    return parts.containers().attach(number.value()).map(keeper -> hosted(number, keeper, mode));
  }

  /**
   * Ends a container with everything in it. Failures are logged: there is nobody to handle them.
   */
  void takeDown(HostedContainer container) {
    ContainerNumber number = container.number();
    try {
      container.keeper().dismiss(true);
    } catch (KeeperGoneException e) {
      LOG.debug("container {}: its keeper was gone already", number);
    } catch (LinuxException e) {
      LOG.warn("container {}: its keeper was not dismissed", number, e);
    }
    container.keeper().close();
    container.group().ifPresent(group -> removeGroup(number, group));
  }

  private HostedContainer hosted(ContainerNumber number, Keeper keeper, ContainerMode mode) {
    Optional<Long> namespace = parts.procFs().namespace(keeper.localPid(), NamespaceKind.PID);
    return new HostedContainer(number, keeper, group(number), namespace, mode);
  }

  private Optional<ControlGroup> group(ContainerNumber number) {
    return parts.group().map(parent -> parent.child("container-" + number));
  }

  private static void removeGroup(ContainerNumber number, ControlGroup group) {
    try {
      group.remove();
    } catch (ControlGroupException e) {
      LOG.warn("container {}: its control group remains", number, e);
    }
  }
}
