package io.ssi.linux.container.testing;

import io.ssi.linux.InsidePid;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.container.ChildRole;
import io.ssi.linux.container.ContainerChild;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a fake keeper remembers of its children, oldest first; guarded by the keeper. */
final class FakeChildren {
  private final List<ContainerChild> children = new ArrayList<>();

  void started(ChildRole role, InsidePid pid) {
    children.add(new ContainerChild(role, pid, false, Optional.empty()));
  }

  void ended(ChildRole role, InsidePid pid, WaitStatus how) {
    ContainerChild running = new ContainerChild(role, pid, false, Optional.empty());
    int at = children.lastIndexOf(running);
    if (at < 0) {
      throw new IllegalArgumentException("No " + role + " runs with pid " + pid);
    }
    children.set(at, new ContainerChild(role, pid, true, Optional.of(how)));
  }

  List<InsidePid> running(ChildRole role) {
    return children.stream()
        .filter(child -> child.role() == role && !child.ended())
        .map(ContainerChild::pid)
        .toList();
  }

  boolean anyRunning() {
    return children.stream().anyMatch(child -> !child.ended());
  }

  List<ContainerChild> all() {
    return List.copyOf(children);
  }

  Optional<ContainerChild> newest(InsidePid pid) {
    return children.reversed().stream().filter(child -> child.pid().equals(pid)).findFirst();
  }
}
