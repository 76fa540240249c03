package io.ssi.migration.accord;

import io.ssi.linux.container.StreamName;
import io.ssi.linux.criu.Criu;
import io.ssi.linux.syscall.Descriptor;
import io.ssi.migration.container.Grip;
import io.ssi.migration.container.Member;
import io.ssi.migration.container.MovingContainer;
import io.ssi.migration.image.MovedStreams;
import io.ssi.pid.CarriedProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A container that can stand still, and nothing else. */
record StillContainer(int number, List<String> events, boolean canFreeze)
    implements MovingContainer {

  @Override
  public Optional<Path> freezer() {
    return Optional.empty();
  }

  @Override
  public Optional<Path> freezable() {
    return canFreeze
        ? Optional.of(Path.of("/sys/fs/cgroup/container-" + number))
        : Optional.empty();
  }

  @Override
  public void standStill() {
    events.add("still " + number);
  }

  @Override
  public void moveAgain() {
    events.add("on " + number);
  }

  @Override
  public Criu dumper() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Criu restorer() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Member> members() {
    return List.of();
  }

  @Override
  public boolean isBeingBuilt() {
    return false;
  }

  @Override
  public Grip grip(List<Member> members) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<StreamName> heldStreams() {
    return Set.of();
  }

  @Override
  public Optional<MovedStreams> streams() {
    return Optional.empty();
  }

  @Override
  public void adoptStream(StreamName stream, Descriptor outer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<CarriedProcess> carried(List<Member> members) {
    return List.of();
  }

  @Override
  public int cursor() {
    return 0;
  }

  @Override
  public void cursor(int last) {
    throw new UnsupportedOperationException();
  }
}
