package io.ssi.pid.foreground;

import io.ssi.pid.ApplicationId;
import io.ssi.pid.host.AttachedProgram;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/** The programs of this node whose streams their keepers hold. Any thread. */
final class HostedPrograms {
  private final ThreadFactory threads;
  private final Map<ApplicationId, HostedProgram> programs = new ConcurrentHashMap<>();

  HostedPrograms(ThreadFactory threads) {
    this.threads = threads;
  }

  /** A program that has a caller. */
  HostedProgram taken(AttachedProgram program) {
    HostedProgram hosted = new HostedProgram(program, threads);
    ApplicationId id = program.application().id();
    programs.put(id, hosted);
    program.whenEmpty(() -> {
      hosted.settle();
      programs.remove(id, hosted);
    });
    return hosted;
  }

  /** A program that nobody has; what it writes goes to its log. */
  void left(AttachedProgram program) {
    taken(program).leave();
  }
}
