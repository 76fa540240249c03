package io.ssi.agent.daemon;

import io.ssi.agent.config.EmbeddedNode;
import io.ssi.agent.config.ProcessIdentity;
import io.ssi.agent.machine.MachineProcesses;
import io.ssi.agent.machine.Waiting;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.membership.hotplug.FailureWitness;
import io.ssi.membership.node.FailureKind;
import io.ssi.membership.node.NodeRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Knows for certain whether a virtual node is gone: its init is pid 1 of the namespace that all of
 * its processes are in, so when the machine has it no more, none of them runs (pid_namespaces(7)).
 */
final class EmbeddedWitness implements FailureWitness {
  /** The fact under which a node tells its init: {@code PID:TICKS} as the machine numbers it. */
  static final String INIT = "init";

  // The kernel ends a whole namespace in this time, as a rule.
  private static final Duration DYING = Duration.ofMillis(1500);

  private final MachineProcesses machine;
  private final Waiting waiting;

  EmbeddedWitness(EmbeddedNode embedded, LongSupplier nanoClock) {
    this.machine = new MachineProcesses(new ProcFs(embedded.machineProc()));
    this.waiting = new Waiting(nanoClock);
  }

  /** Whether no process of a node is left, at this moment. */
  boolean isGone(NodeRecord node) {
    return init(node).filter(init -> !machine.isAlive(init)).isPresent();
  }

  @Override
  public Finding judge(NodeRecord node) {
    if (init(node).isEmpty()) {
      return new Finding(FailureKind.UNKNOWN, "it never said which process is its init");
    }
    return waiting.until("node " + node.name() + " to end", DYING, () -> isGone(node))
        ? new Finding(FailureKind.NODE_GONE, "the node is gone with all its processes")
        : new Finding(FailureKind.AGENT_GONE, "its agent is gone, its programs run on");
  }

  private static Optional<ProcessIdentity> init(NodeRecord node) {
    return Optional.ofNullable(node.facts().more().get(INIT)).map(ProcessIdentity::parse);
  }
}
