package io.ssi.tools.many;

/** How one copy ended. */
sealed interface CopyEnd {

  /** What a shell would see in {@code $?}. */
  int status();

  /** What is said of it, behind its label; empty if that is nothing. */
  String words();

  /** By itself. */
  record Exited(int status) implements CopyEnd {
    @Override
    public String words() {
      return status == 0 ? "" : "exited with exit code " + status;
    }
  }

  /** By a signal. */
  record Killed(int signal) implements CopyEnd {
    @Override
    public int status() {
      return 128 + signal;
    }

    @Override
    public String words() {
      return "killed by signal " + signal;
    }
  }

  /** It was not started, or nobody knows how it ended. */
  record Failed(int status, String words) implements CopyEnd {}
}
