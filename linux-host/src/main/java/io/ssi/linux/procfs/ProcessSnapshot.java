package io.ssi.linux.procfs;

import io.ssi.linux.LocalPid;
import java.util.List;
import java.util.Optional;

/**
 * One process at one moment, as {@link ProcessTable} saw it.
 *
 * @param stat what changes all the time; read in this pass
 * @param identity what rarely changes; at most as old as the table's refresh time
 */
public record ProcessSnapshot(StatFile stat, Identity identity) {

  /**
   * What rarely changes about a process.
   *
   * @param users its user ids
   * @param groups its group ids
   * @param namespacePids its number in the namespace of this {@code /proc} and in each one below,
   *     the innermost last
   * @param pidNamespace number of the pid namespace it is in; empty when the kernel refuses to
   *     tell, as for the first process of a machine whose rights exceed ours
   * @param arguments its command line; empty for kernel threads and zombies
   */
  public record Identity(
      IdSet users,
      IdSet groups,
      List<Integer> namespacePids,
      Optional<Long> pidNamespace,
      List<String> arguments) {

    /** Takes copies of the lists. */
    public Identity {
      namespacePids = List.copyOf(namespacePids);
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * The process.
   *
   * @return its number in the namespace of this {@code /proc}
   */
  public LocalPid pid() {
    return stat.pid();
  }

  /**
   * Its command line as {@code ps} shows it.
   *
   * @return the arguments with blanks between; the program's name in brackets when there are none
   */
  public String command() {
    String line = new CmdlineFile(identity.arguments()).line();
    return line.isEmpty() ? "[" + stat.comm() + "]" : line;
  }
}
