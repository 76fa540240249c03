package io.ssi.pid.foreground;

import io.ssi.linux.SystemCallException;
import io.ssi.pid.ContainerNumber;
import io.ssi.pid.host.AttachedProgram;
import io.ssi.pid.log.LogFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What programs of this node have written and their callers have not taken, in a directory that
 * stays when this agent is killed. Any thread; blocks for the file system only.
 */
public final class OutputJournals {
  private static final Logger LOG = LoggerFactory.getLogger(OutputJournals.class);
  // CONTAINER.STREAM.FILE
  private static final Pattern NAME = Pattern.compile("(([0-9]{1,5})\\.[12])\\.[01]");

  private final Path directory;
  private final Function<ContainerNumber, Path> logs;

  /**
   * Below a directory.
   *
   * @param directory where, used by nobody else; best in memory
   * @param logs where the log of a container is, if there is one
   */
  public OutputJournals(Path directory, Function<ContainerNumber, Path> logs) {
    this.directory = directory;
    this.logs = logs;
  }

  /** That of a program; nothing of it is kept yet. */
  ProgramOutput of(AttachedProgram program) {
    ContainerNumber number = program.application().id().firstContainer();
    return new ProgramOutput(
        program.log(), journal(number, RunStream.OUTPUT), journal(number, RunStream.ERRORS));
  }

  private OutputJournal journal(ContainerNumber number, RunStream stream) {
    return new OutputJournal(directory.resolve(number + "." + stream.number()));
  }

  /**
   * What an agent that died has left goes to the logs; before anything else does.
   *
   * @throws LogFileException if the directory cannot be had
   */
  void recover() {
    for (String name : names()) {
      Matcher matcher = NAME.matcher(name);
      if (matcher.matches()) {
        recover(
            directory.resolve(matcher.group(1)),
            new ContainerNumber(Integer.parseInt(matcher.group(2))));
      }
    }
  }

  private List<String> names() {
    try {
      Files.createDirectories(directory);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
      try (Stream<Path> files = Files.list(directory)) {
        return files.map(file -> file.getFileName().toString()).sorted().toList();
      }
    } catch (IOException e) {
      throw new LogFileException("Reading the directory " + directory + " failed", e);
    }
  }

  private void recover(Path journal, ContainerNumber number) {
    Path log = logs.apply(number);
    try (LogAppender appender = new LogAppender(log, new ReentrantLock());
        OutputJournal left = OutputJournal.left(journal)) {
      byte[] rest = left.rest();
      if (Files.exists(log)) {
        LOG.debug("{}: {} bytes were on their way when an agent died", log, rest.length);
        appender.settle(left, rest);
      } else {
        left.clear();
      }
    } catch (SystemCallException e) {
      LOG.warn("{}: what was on its way there is lost", log, e);
    }
  }
}
