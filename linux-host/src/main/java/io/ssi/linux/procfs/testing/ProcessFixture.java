package io.ssi.linux.procfs.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * A made-up process, with a value for everything; each {@code with} returns a changed copy.
 *
 * @param pid its number
 * @param parent its parent's number
 * @param comm name of the program
 * @param state letter of its state
 * @param userTicks time in user mode
 * @param systemTicks time in kernel mode
 * @param startTicks when it started
 * @param residentPages memory in use
 * @param uid all its user ids
 * @param arguments its command line
 * @param namespacePids its number in each pid namespace, the innermost last
 * @param pidNamespace number of its pid namespace
 * @param threads how many threads it has; they are numbered from its pid upwards
 * @param startStack where its stack begins; another one after an exec
 * @param groupPids the number of its process group in each pid namespace, the innermost last
 */
public record ProcessFixture(
    int pid,
    int parent,
    String comm,
    char state,
    long userTicks,
    long systemTicks,
    long startTicks,
    long residentPages,
    int uid,
    List<String> arguments,
    List<Integer> namespacePids,
    long pidNamespace,
    int threads,
    long startStack,
    List<Integer> groupPids) {

  /** Number of the pid namespace that processes are in unless told otherwise. */
  public static final long FIRST_PID_NAMESPACE = 4026531836L;

  private static final long STACK = 140_737_488_347_136L;

  /** Takes copies of the lists. */
  public ProcessFixture {
    arguments = List.copyOf(arguments);
    namespacePids = List.copyOf(namespacePids);
    groupPids = List.copyOf(groupPids);
  }

  /**
   * A sleeping process of root, child of 1, one thread, started at tick 100.
   *
   * @param pid its number
   * @param arguments its command line; the first is the program's name too
   * @return the process
   */
  public static ProcessFixture sleeping(int pid, String... arguments) {
    return new ProcessFixture(
        pid,
        1,
        arguments[0],
        'S',
        0,
        0,
        100,
        10,
        0,
        List.of(arguments),
        List.of(pid),
        FIRST_PID_NAMESPACE,
        1,
        STACK,
        List.of(pid));
  }

  /**
   * With another state.
   *
   * @param other its letter
   * @return a changed copy
   */
  public ProcessFixture withState(char other) {
    return new ProcessFixture(
        pid,
        parent,
        comm,
        other,
        userTicks,
        systemTicks,
        startTicks,
        residentPages,
        uid,
        arguments,
        namespacePids,
        pidNamespace,
        threads,
        startStack,
        groupPids);
  }

  /**
   * With other times.
   *
   * @param user ticks in user mode
   * @param system ticks in kernel mode
   * @param start tick of its start
   * @return a changed copy
   */
  public ProcessFixture withTicks(long user, long system, long start) {
    return new ProcessFixture(
        pid,
        parent,
        comm,
        state,
        user,
        system,
        start,
        residentPages,
        uid,
        arguments,
        namespacePids,
        pidNamespace,
        threads,
        startStack,
        groupPids);
  }

  /**
   * With another parent, user and memory.
   *
   * @param otherParent its parent's number
   * @param otherUid all its user ids
   * @param otherPages resident pages
   * @return a changed copy
   */
  public ProcessFixture with(int otherParent, int otherUid, long otherPages) {
    return new ProcessFixture(
        pid,
        otherParent,
        comm,
        state,
        userTicks,
        systemTicks,
        startTicks,
        otherPages,
        otherUid,
        arguments,
        namespacePids,
        pidNamespace,
        threads,
        startStack,
        groupPids);
  }

  /**
   * With more threads.
   *
   * @param count how many
   * @return a changed copy
   */
  public ProcessFixture withThreads(int count) {
    return new ProcessFixture(
        pid,
        parent,
        comm,
        state,
        userTicks,
        systemTicks,
        startTicks,
        residentPages,
        uid,
        arguments,
        namespacePids,
        pidNamespace,
        count,
        startStack,
        groupPids);
  }

  /**
   * In a pid namespace below.
   *
   * @param namespace number of the namespace
   * @param innerPids its numbers in the namespaces below, the innermost last
   * @return a changed copy
   */
  public ProcessFixture inNamespace(long namespace, Integer... innerPids) {
    List<Integer> pids = new ArrayList<>(List.of(pid));
    pids.addAll(List.of(innerPids));
    return new ProcessFixture(
        pid,
        parent,
        comm,
        state,
        userTicks,
        systemTicks,
        startTicks,
        residentPages,
        uid,
        arguments,
        pids,
        namespace,
        threads,
        startStack,
        pids);
  }

  /**
   * In the process group of another; to be called last.
   *
   * @param leader the process that the group is called after, which may be gone
   * @return a changed copy
   */
  public ProcessFixture inGroupOf(ProcessFixture leader) {
    return new ProcessFixture(
        pid,
        parent,
        comm,
        state,
        userTicks,
        systemTicks,
        startTicks,
        residentPages,
        uid,
        arguments,
        namespacePids,
        pidNamespace,
        threads,
        startStack,
        leader.namespacePids);
  }

  /**
   * After it has called exec: the same process, another program.
   *
   * @param newArguments the new command line
   * @return a changed copy
   */
  public ProcessFixture afterExec(String... newArguments) {
    return new ProcessFixture(
        pid,
        parent,
        newArguments[0],
        state,
        userTicks,
        systemTicks,
        startTicks,
        residentPages,
        uid,
        List.of(newArguments),
        namespacePids,
        pidNamespace,
        threads,
        startStack - 4096,
        groupPids);
  }

  List<Integer> threadIds() {
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      ids.add(pid + i);
    }
    return ids;
  }

  String stat(int task) {
    return task
        + " ("
        + comm
        + ") "
        + state
        + " "
        + parent
        + " "
        + groupPids.getFirst()
        + " "
        + pid
        + " 0 -1 4194304 7 0 1 0 "
        + userTicks
        + " "
        + systemTicks
        + " 0 0 20 0 "
        + threads
        + " 0 "
        + startTicks
        + " 8192000 "
        + residentPages
        + " 18446744073709551615 94 95 "
        + startStack
        + " 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 96 97 98 99 100 101 102 0\n";
  }

  String status() {
    String name = comm.replace("\\", "\\\\").replace("\n", "\\n");
    StringBuilder pids = new StringBuilder();
    namespacePids.forEach(number -> pids.append('\t').append(number.intValue()));
    StringBuilder groups = new StringBuilder();
    groupPids.forEach(number -> groups.append('\t').append(number.intValue()));
    return "Name:\t"
        + name
        + "\nUmask:\t0022\nState:\t"
        + state
        + " (fixture)\nTgid:\t"
        + pid
        + "\nNgid:\t0\nPid:\t"
        + pid
        + "\nPPid:\t"
        + parent
        + "\nTracerPid:\t0\nUid:\t"
        + four(uid)
        + "\nGid:\t"
        + four(uid)
        + "\nFDSize:\t64\nGroups:\t \nNStgid:"
        + pids
        + "\nNSpid:"
        + pids
        + "\nNSpgid:"
        + groups
        + "\nVmHWM:\t"
        + residentPages * 4
        + " kB\nVmRSS:\t"
        + residentPages * 4
        + " kB\nVmSwap:\t0 kB\nThreads:\t"
        + threads
        + "\nSigQ:\t0/96365\nSigPnd:\t0000000000000000\nShdPnd:\t0000000000000000"
        + "\nSigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\nSigCgt:\t0000000000000000"
        + "\nCapEff:\t000001ffffffffff\nSeccomp:\t0"
        + "\nvoluntary_ctxt_switches:\t1\nnonvoluntary_ctxt_switches:\t1\n";
  }

  private static String four(int id) {
    return id + "\t" + id + "\t" + id + "\t" + id;
  }
}
