package io.ssi.linux.criu.image;

/** In which state a process was dumped; numbers of CRIU's {@code pstree.h}. */
public enum TaskState {
  /** It ran or slept. */
  ALIVE(1),
  /** A zombie: only its exit status is left. */
  DEAD(2),
  /** It was stopped by a signal, and will be again. */
  STOPPED(3);

  private final int number;

  TaskState(int number) {
    this.number = number;
  }

  static TaskState of(int number) {
    for (TaskState state : values()) {
      if (state.number == number) {
        return state;
      }
    }
    throw new IllegalArgumentException("the task state " + number + " is not known");
  }
}
