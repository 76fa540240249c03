package io.ssi.tools.service;

import io.ssi.membership.NodeId;
import io.ssi.pid.AppOrPid;
import io.ssi.pid.ApplicationId;
import io.ssi.pid.GlobalPid;

/** Starting applications and reading what they write. */
public interface Applications {

  /**
   * Starts a program as the caller, its output going to a log.
   *
   * @param request the program
   * @param call who asks
   * @return where it runs; the program has been executed
   * @throws ProgramNotStartedException if the program could not be executed
   */
  Started start(StartRequest request, VerbCall call);

  /**
   * Runs a program as the caller, its streams and signals being the caller's. Blocks until it has
   * ended and all that it wrote was passed on.
   *
   * @param request the program
   * @param how with what it is connected
   * @param call who asks
   * @return how it ended; by itself if the caller is gone and it runs on
   * @throws ProgramNotStartedException if the program could not be executed
   */
  ProcessEnd run(StartRequest request, Foreground how, VerbCall call);

  /**
   * The node with most to spare, on which a program is to be started next. It counts as if one ran
   * there already, so that several who ask at the same time get several nodes.
   *
   * @param call who asks
   * @return one that is online
   * @throws RefusedException if none is online
   */
  NodeId best(VerbCall call);

  /**
   * Connects the caller with a program that was started in the foreground and that nobody has; of
   * one that was started detached it gets what that writes. First comes what nobody was told yet.
   * Blocks until the program has ended or the caller leaves it.
   *
   * @param target the application, or any of its processes
   * @param console whoever gets its streams
   * @param call who asks
   * @return how it ended; 0 if its caller has left it and it goes on
   */
  ProcessEnd attach(AppOrPid target, Console console, VerbCall call);

  /**
   * Copies the log of an application, oldest first, over all nodes it has been on.
   *
   * @param target the application, or any of its processes
   * @param follow whether to go on until the application ends or the call is cancelled
   * @param sink gets the bytes; what it throws ends the copy
   * @param call who asks, when to stop
   */
  void copyLog(AppOrPid target, boolean follow, LogSink sink, VerbCall call);

  /**
   * A program that runs.
   *
   * @param root its root process
   * @param application the id of its application, which may have other containers too
   * @param node the name of the node
   */
  record Started(GlobalPid root, ApplicationId application, String node) {}

  /** Takes what a program wrote. */
  @FunctionalInterface
  interface LogSink {

    /**
     * Takes some bytes; may block.
     *
     * @param stream 1 for standard output, 2 for standard error
     * @param bytes not kept after the call
     * @param length how many of them
     */
    void write(int stream, byte[] bytes, int length);
  }
}
