package io.ssi.memory;

/** How a field of the cluster's file comes from the nodes' files. */
public enum MergeRule {
  /** The values of all nodes added up; of a node that is part of a machine, its share counts. */
  SUM,
  /** The values of all kernels added up, each kernel's once however many nodes share it. */
  ONCE_PER_KERNEL,
  /** The largest value of any node. */
  MAXIMUM,
  /** The smallest value of any node. */
  MINIMUM,
  /** Of each kernel what its nodes left of its time; then the sum over the kernels. */
  REMAINDER,
  /** As the node itself has it, in the part of the file that is about this node's hardware. */
  LOCAL
}
