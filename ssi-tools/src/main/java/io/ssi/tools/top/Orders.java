package io.ssi.tools.top;

import io.ssi.linux.Signal;
import io.ssi.pid.AppOrPid;
import io.ssi.tools.service.NodeStatus;

/** What keys can have done. Nothing here blocks: what becomes of it is told later. */
interface Orders {

  /** Sends a signal. */
  void signal(AppOrPid target, Signal signal);

  /** Moves an application. */
  void move(AppOrPid target, NodeStatus node);

  /**
   * A node by what was typed.
   *
   * @throws io.ssi.tools.service.ToolsException if it is none
   */
  NodeStatus node(String name);

  /**
   * Makes sure that these are nodes.
   *
   * @throws io.ssi.tools.service.ToolsException if they are not
   */
  void checkNodes(String set);
}
