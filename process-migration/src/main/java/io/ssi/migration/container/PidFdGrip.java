package io.ssi.migration.container;

import io.ssi.linux.Signal;
import io.ssi.linux.syscall.PidFd;
import java.util.ArrayList;
import java.util.List;

/** Processes that are held by pidfd. */
final class PidFdGrip implements Grip {
  private final List<PidFd> processes = new ArrayList<>();

  PidFdGrip(List<Member> members) {
    for (Member member : members) {
      PidFd.open(member.local()).ifPresent(processes::add);
    }
  }

  @Override
  public void kill() {
    processes.forEach(process -> process.sendSignal(Signal.KILL));
  }

  @Override
  public void close() {
    processes.forEach(PidFd::close);
  }
}
