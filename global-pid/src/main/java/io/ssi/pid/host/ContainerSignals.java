package io.ssi.pid.host;

import io.ssi.pid.ContainerNumber;
import io.ssi.pid.OnItsWayException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Lets signals into the containers of a node, except into those whose application is on its way: a
 * signal that came after the image was taken would be lost with the original. Any thread.
 */
public final class ContainerSignals {
  private final HostedContainers hosted;

  ContainerSignals(HostedContainers hosted) {
    this.hosted = hosted;
  }

  /**
   * From now on no signal reaches a container. Returns when those that are being delivered are.
   * Call it before the application is frozen. Repeatable.
   *
   * @param number a container that is here
   */
  public void hold(ContainerNumber number) {
    hosted
        .find(number)
        .orElseThrow(() -> new IllegalStateException("Container " + number + " is not here"))
        .holdSignals();
  }

  /**
   * Signals reach a container again. Repeatable; does nothing for a container that is not here.
   *
   * @param number the container
   */
  public void let(ContainerNumber number) {
    hosted.find(number).ifPresent(HostedContainer::letSignals);
  }

  /**
   * Delivers a signal to a container, unless its application is on its way to or from here.
   *
   * @param number the container
   * @param delivery does it; false if there is nobody to deliver it to
   * @return what the delivery said; false for a container that is not here
   * @throws OnItsWayException if it was not tried
   */
  public boolean deliver(ContainerNumber number, BooleanSupplier delivery) {
    Optional<HostedContainer> container = hosted.find(number);
    return container.isPresent()
        && container
            .get()
            .deliver(delivery)
            .orElseThrow(() ->
                new OnItsWayException(
                    "Signalling application "
                        + number
                        + " failed: it is on its way between two nodes; try again"));
  }
}
