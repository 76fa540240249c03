package io.ssi.memory;

import io.ssi.linux.cgroup.ControlGroup;

/** How much of its machine a node is. */
public sealed interface NodeShare {

  /** The whole machine: its files say what the node has. */
  record WholeMachine() implements NodeShare {}

  /**
   * One of several nodes of a machine.
   *
   * @param group holds all processes of the node; its limit is the node's memory
   * @param nodesOfMachine how many nodes share the machine; without a limit the node's memory is
   *     the machine's divided by this
   * @param load samples the node's own tasks
   */
  record Embedded(ControlGroup group, int nodesOfMachine, LoadSampler load) implements NodeShare {

    /** Refuses a machine without nodes. */
    public Embedded {
      if (nodesOfMachine < 1) {
        throw new IllegalArgumentException("A machine has at least one node: " + nodesOfMachine);
      }
    }
  }
}
