package io.ssi.pid.foreground;

import io.ssi.pid.Application;
import java.io.IOException;

/**
 * A program in the foreground, seen from the node of its caller. Any thread sends, one receives;
 * both block. Closing it in the middle leaves the program running, its output going to its log.
 */
public final class ForegroundRun implements AutoCloseable {
  private final Application application;
  private final boolean terminal;
  private final RunLink link;

  ForegroundRun(Application application, boolean terminal, RunLink link) {
    this.application = application;
    this.terminal = terminal;
    this.link = link;
  }

  /**
   * What was started.
   *
   * @return its record at the start
   */
  public Application application() {
    return application;
  }

  /**
   * Whether it has a terminal.
   *
   * @return false if it has pipes
   */
  public boolean terminal() {
    return terminal;
  }

  /**
   * Tells the program's node something.
   *
   * @param message what the caller says
   * @throws IOException if it cannot be reached any more
   */
  public void send(RunMessage message) throws IOException {
    link.send(message);
  }

  /**
   * Waits for the next thing that the program's node says.
   *
   * @return the message; none follows {@link RunMessage.Ended} and {@link RunMessage.Lost}
   * @throws IOException if it cannot be reached any more, or after {@link RunMessage.CallerGone}
   */
  public RunMessage receive() throws IOException {
    return link.receive();
  }

  @Override
  public void close() {
    link.close();
  }
}
