package io.ssi.memory;

/**
 * Where this node's figures come from. Any thread; blocks as long as reading the kernel's files
 * takes.
 */
@FunctionalInterface
public interface FiguresSource {

  /**
   * Reads them now.
   *
   * @return this node's figures
   * @throws io.ssi.linux.LinuxException if a file cannot be read or understood
   */
  NodeFigures read();
}
