package io.ssi.pid.message;

import io.ssi.pid.AppOrPid;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.GlobalPid;

/** Whom a signal is for: what kill(2) has as {@code pid}, {@code -pgid} and {@code -1}. */
public sealed interface Recipients {

  /**
   * What tells where they are.
   *
   * @return a process that would be on the same node, or the application
   */
  AppOrPid place();

  /**
   * One process.
   *
   * @param pid its global pid
   */
  record One(GlobalPid pid) implements Recipients {
    @Override
    public AppOrPid place() {
      return new AppOrPid.ByPid(pid);
    }

    @Override
    public String toString() {
      return "process " + pid;
    }
  }

  /**
   * A process group.
   *
   * @param leader the global pid of the process that it is called after, which may have ended
   */
  record Group(GlobalPid leader) implements Recipients {
    @Override
    public AppOrPid place() {
      return new AppOrPid.ByPid(leader);
    }

    @Override
    public String toString() {
      return "process group " + leader;
    }
  }

  /**
   * Every process of an application.
   *
   * @param application its id
   */
  record Everyone(ApplicationId application) implements Recipients {
    @Override
    public AppOrPid place() {
      return new AppOrPid.ById(application);
    }

    @Override
    public String toString() {
      return "application " + application;
    }
  }
}
