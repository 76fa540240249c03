package io.ssi.migration.source;

import io.ssi.linux.procfs.ProcFs;
import io.ssi.linux.procfs.StatFile;
import io.ssi.migration.container.Member;
import io.ssi.pid.CarriedProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Adds up what processes have used: a restored process counts its start and its CPU time from zero
 * (proc_pid_stat(5), fields starttime, utime and stime), so what was before is carried along.
 */
public final class CarriedAccounts {
  private final ProcFs proc;

  /**
   * Accounts of this node's processes.
   *
   * @param proc where they are read
   */
  public CarriedAccounts(ProcFs proc) {
    this.proc = proc;
  }

  /**
   * Closes the accounts of an application before it leaves; it stands still.
   *
   * @param members its processes
   * @param before what they brought along when they came
   * @return one entry per process that is there
   */
  public List<CarriedProcess> close(List<Member> members, List<CarriedProcess> before) {
    Map<Integer, CarriedProcess> brought =
        before.stream().collect(Collectors.toMap(CarriedProcess::pid, Function.identity()));
    Instant boot = Instant.ofEpochSecond(proc.machineStat().bootTime());
    List<CarriedProcess> closed = new ArrayList<>();
    for (Member member : members) {
      proc.stat(member.local())
          .ifPresent(stat -> closed.add(account(member.inside(), stat, boot, brought)));
    }
    return closed;
  }

  private static CarriedProcess account(
      int pid, StatFile stat, Instant boot, Map<Integer, CarriedProcess> brought) {
    CarriedProcess earlier = brought.get(pid);
    Duration here = ticks(stat.userTicks() + stat.systemTicks());
    if (earlier == null) {
      return new CarriedProcess(pid, boot.plus(ticks(stat.startTicks())), here);
    }
    return new CarriedProcess(pid, earlier.startedAt(), earlier.cpu().plus(here));
  }

  private static Duration ticks(long ticks) {
    return Duration.ofMillis(ticks * 1000 / StatFile.TICKS_PER_SECOND);
  }
}
