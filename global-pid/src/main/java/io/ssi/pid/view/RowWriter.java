package io.ssi.pid.view;

import io.ssi.linux.procfs.ProcessSnapshot;
import io.ssi.linux.procfs.ProcessState;
import io.ssi.linux.procfs.StatFile;
import io.ssi.linux.procfs.UptimeFile;
import io.ssi.membership.NodeId;
import io.ssi.pid.Application;
import io.ssi.pid.CarriedProcess;
import io.ssi.pid.message.ProcessRole;
import io.ssi.pid.message.ProcessRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Turns what {@code /proc} says about a process into its row, as ps(1) reads it. */
final class RowWriter {
  /**
   * A restored process starts while its stay does; clocks and rounding differ by less than this.
   */
  private static final Duration RESTORE_SLACK = Duration.ofSeconds(2);

  private static final Duration CLOCK_STEP = Duration.ofSeconds(1);
  private static final int MILLIS_PER_TICK = 1000 / StatFile.TICKS_PER_SECOND;
  private static final char STOPPED = 'T';
  private static final int MAX_COMMAND = 32 * 1024;

  private final NodeId local;
  private final NodeFacts facts;

  /** When the machine booted; kept, or start times would flicker. Guarded by this. */
  private Instant boot = Instant.MIN;

  RowWriter(NodeId local, NodeFacts facts) {
    this.local = local;
    this.facts = facts;
  }

  /** The moment of a look at /proc. */
  synchronized LocalProcesses.Moment moment(UptimeFile uptime) {
    Instant now = facts.clock().instant().minus(uptime.upDuration());
    if (boot.equals(Instant.MIN) || Duration.between(boot, now).abs().compareTo(CLOCK_STEP) > 0) {
      boot = now;
    }
    return new LocalProcesses.Moment(boot, uptime.upDuration(), facts.memoryBytes().getAsLong());
  }

  /** The row of a process. */
  ProcessRow row(
      ProcessSnapshot process,
      ContainedPids names,
      LocalContainers containers,
      LocalProcesses.Moment moment) {
    StatFile stat = process.stat();
    Optional<Application> application = names.container(process).flatMap(containers::application);
    Instant start = moment.boot().plusMillis(stat.startTicks() * MILLIS_PER_TICK);
    Duration cpu = Duration.ofMillis((stat.userTicks() + stat.systemTicks()) * MILLIS_PER_TICK);
    Optional<CarriedProcess> carried = carried(process, application, start);
    Instant realStart = carried.map(CarriedProcess::startedAt).orElse(start);
    Duration realCpu = cpu.plus(carried.map(CarriedProcess::cpu).orElse(Duration.ZERO));
    Duration age = Duration.between(realStart, moment.boot().plus(moment.sinceBoot()));
    int uid = process.identity().users().effective();
    return new ProcessRow(
        names.name(process),
        local,
        process.pid().value(),
        names.parent(process),
        application.map(Application::whole),
        uid,
        facts.userNames().apply(uid),
        state(stat, isHeld(process, names, application)),
        percent(realCpu.toMillis(), Math.max(1000, age.toMillis())),
        percent(stat.residentBytes(), moment.memoryBytes()),
        stat.residentBytes(),
        realCpu,
        realStart,
        command(process),
        role(process, names));
  }

  static ProcessRole role(ProcessSnapshot process, ContainedPids names) {
    if (names.isKeeper(process)) {
      return ProcessRole.KEEPER;
    }
    return names.isReaper(process) ? ProcessRole.REAPER : ProcessRole.ORDINARY;
  }

  /** The entry of a process that a restore made anew; one that was born later has none. */
  private static Optional<CarriedProcess> carried(
      ProcessSnapshot process, Optional<Application> application, Instant start) {
    if (application.isEmpty()
        || application.get().carried().isEmpty()
        || application.get().stays().isEmpty()) {
      return Optional.empty();
    }
    Instant restored = application.get().stays().getLast().from();
    int pid = ContainedPids.pidInside(process);
    return start.isAfter(restored.plus(RESTORE_SLACK))
        ? Optional.empty()
        : application.get().carried().stream().filter(entry -> entry.pid() == pid).findFirst();
  }

  private static String command(ProcessSnapshot process) {
    String command = process.command();
    if (process.stat().state() == ProcessState.ZOMBIE) {
      return command + " <defunct>";
    }
    return command.length() > MAX_COMMAND ? command.substring(0, MAX_COMMAND) : command;
  }

  /**
   * The letter and the flags of ps(1), PROCESS STATE CODES; those about locked pages are left out.
   */
  private static String state(StatFile stat, boolean held) {
    StringBuilder state = new StringBuilder(5).append(held ? STOPPED : stat.state().letter());
    if (stat.nice() < 0) {
      state.append('<');
    } else if (stat.nice() > 0) {
      state.append('N');
    }
    if (stat.session() == stat.pid().value()) {
      state.append('s');
    }
    if (stat.threads() > 1) {
      state.append('l');
    }
    if (stat.tty() != 0 && stat.foregroundGroup() == stat.processGroup()) {
      state.append('+');
    }
    return state.toString();
  }

  /** A frozen process looks like one that sleeps, or waits for a disk. */
  private static boolean isHeld(
      ProcessSnapshot process, ContainedPids names, Optional<Application> application) {
    return application.filter(Application::suspended).isPresent()
        && !names.isKeeper(process)
        && process.stat().state() != ProcessState.ZOMBIE;
  }

  private static double percent(long part, long whole) {
    return whole <= 0 ? 0 : Math.round(part * 1000.0 / whole) / 10.0;
  }
}
