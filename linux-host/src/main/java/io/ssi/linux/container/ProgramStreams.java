package io.ssi.linux.container;

/**
 * The standard streams of a program, and the size of its terminal if it has one.
 *
 * @param stdin what it reads
 * @param stdout what it prints to
 * @param stderr what it complains to
 * @param rows of the terminal
 * @param columns of the terminal
 */
public record ProgramStreams(
    StreamSpec stdin, StreamSpec stdout, StreamSpec stderr, int rows, int columns) {
  private static final int MOST = 65535;

  /** Refuses sizes that a terminal cannot have. */
  public ProgramStreams {
    if (rows < 0 || rows > MOST || columns < 0 || columns > MOST) {
      throw new IllegalArgumentException(
          "A terminal has 0 to 65535 rows and columns, not " + rows + " and " + columns);
    }
  }

  /** Without a terminal. */
  public static ProgramStreams of(StreamSpec stdin, StreamSpec stdout, StreamSpec stderr) {
    return new ProgramStreams(stdin, stdout, stderr, 24, 80);
  }

  /** All three are {@code /dev/null}. */
  public static ProgramStreams none() {
    StreamSpec nothing = new StreamSpec.Nothing();
    return of(nothing, nothing, nothing);
  }

  /** Three pipes whose other ends the agent gets. */
  public static ProgramStreams pipes() {
    StreamSpec pipe = new StreamSpec.OfPipe();
    return of(pipe, pipe, pipe);
  }

  /** One terminal of that size for all three. */
  public static ProgramStreams terminal(int rows, int columns) {
    StreamSpec terminal = new StreamSpec.OfTerminal();
    return new ProgramStreams(terminal, terminal, terminal, rows, columns);
  }
}
