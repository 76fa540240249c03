package io.ssi.pid.registry;

import io.ssi.pid.ContainerNumber;

/** What is made for an application while it is being registered. Used by one thread. */
public interface Preparation {

  /** Nothing is made. */
  Preparation NONE =
      new Preparation() {
        @Override
        public void begin(ContainerNumber number) {}

        @Override
        public void undo(ContainerNumber number) {}
      };

  /**
   * A number was chosen, and will be the application's unless another agent is faster. Does not
   * block.
   *
   * @param number its first container
   */
  void begin(ContainerNumber number);

  /**
   * It is not the application's: nothing is to be left of what was begun. May block.
   *
   * @param number which was begun last
   */
  void undo(ContainerNumber number);
}
