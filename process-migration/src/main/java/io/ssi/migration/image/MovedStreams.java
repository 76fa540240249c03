package io.ssi.migration.image;

import io.ssi.linux.container.StreamName;
import java.util.List;

/**
 * What is in the streams of a program in the foreground while it stands still; a file of the image
 * of its move.
 *
 * @param pipes those whose far ends its keeper holds
 * @param terminal whether it has a terminal whose master its keeper holds
 * @param run how far its run has come, in the format of global-pid
 */
public record MovedStreams(List<MovedPipe> pipes, boolean terminal, byte[] run) {

  /** Takes a copy of the list. */
  public MovedStreams {
    pipes = List.copyOf(pipes);
  }

  /** The file of an image that has it. */
  public static final ImageFileName FILE = new ImageFileName("foreground");

  /**
   * One pipe.
   *
   * @param stream which of the program's streams it is
   * @param inode its number on the node that the program leaves, by which CRIU's image names it
   * @param capacity how many bytes it can hold
   * @param content what is in it
   */
  public record MovedPipe(StreamName stream, long inode, int capacity, byte[] content) {}
}
