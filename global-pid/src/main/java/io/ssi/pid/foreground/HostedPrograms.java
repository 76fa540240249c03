package io.ssi.pid.foreground;

import io.ssi.pid.Application;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.host.AttachedProgram;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/** The programs of this node whose streams their keepers hold. Any thread. */
final class HostedPrograms {
  private final OutputJournals journals;
  private final ThreadFactory threads;
  private final Map<ApplicationId, HostedProgram> programs = new ConcurrentHashMap<>();

  HostedPrograms(OutputJournals journals, ThreadFactory threads) {
    this.journals = journals;
    this.threads = threads;
  }

  /** A program that has a caller. */
  HostedProgram taken(AttachedProgram program) {
    HostedProgram hosted = new HostedProgram(program, journals.of(program), threads);
    ApplicationId id = program.application().id();
    programs.put(id, hosted);
    program.whenEmpty(() -> {
      hosted.settle();
      if (hosted.isTold()) {
        programs.remove(id, hosted);
      }
    });
    return hosted;
  }

  /** A program that has, or had, its streams here. */
  Optional<HostedProgram> find(ApplicationId id) {
    return Optional.ofNullable(programs.get(id));
  }

  /** Forgets one whose end was told, unless descendants of it live on. */
  void ended(HostedProgram program) {
    if (program.isEmpty()) {
      programs.remove(program.application().id(), program);
    }
  }

  /** Forgets one that the cluster has forgotten: its number may be another application's now. */
  void changed(ApplicationId id, Optional<Application> now) {
    HostedProgram known = programs.get(id);
    if (known != null && !now.map(Application::startedAt).equals(Optional.of(startedAt(known)))) {
      programs.remove(id, known);
    }
  }

  private static Instant startedAt(HostedProgram program) {
    return program.application().startedAt();
  }

  /** Forgets one that lives elsewhere now. */
  void gone(ApplicationId id) {
    HostedProgram program = programs.remove(id);
    if (program != null) {
      program.gone();
    }
  }

  /** A program that nobody has; what it writes goes to its log. */
  void left(AttachedProgram program) {
    taken(program).leave();
  }
}
