package io.ssi.linux.criu;

import io.ssi.linux.InsidePid;
import io.ssi.linux.syscall.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A program that writes its pid and a growing number into a file all the time, and listens on an
 * internet socket.
 */
final class Counter {
  private static final String PROGRAM =
      """
      use Socket;
      socket(S, PF_INET, SOCK_STREAM, 0) or die;
      bind(S, sockaddr_in(7007, INADDR_LOOPBACK)) or die;
      listen(S, 4) or die;
      open(F, ">", $ARGV[0]) or die;
      while (1) {
        $n++;
        sysseek(F, 0, 0);
        syswrite(F, sprintf("%010d %010d\\n", $$, $n));
        select(undef, undef, undef, 0.001);
      }
      """;

  private final Path file;

  private Counter(Path file) {
    this.file = file;
  }

  record Reading(int pid, long count) {}

  static Counter at(Path file) {
    return new Counter(file);
  }

  /** Starts one and waits until it counts. */
  ChildProcess start(TestContainer container) {
    ChildProcess child = container.run(Map.of(), "/usr/bin/perl", "-e", PROGRAM, file.toString());
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(file));
    awaitBeyond(2);
    return child;
  }

  InsidePid pid() {
    return new InsidePid(read().pid());
  }

  Reading read() {
    try {
      String[] words = Files.readString(file).strip().split(" ", -1);
      return words.length == 2
          ? new Reading(Integer.parseInt(words[0]), Long.parseLong(words[1]))
          : new Reading(0, 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  void awaitBeyond(long count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> read().count() > count);
  }

  /** Fails if it counts within a time in which it would count a hundred times. */
  void requireStandstill() {
    Reading before = read();
    Awaitility.await()
        .during(Duration.ofMillis(150))
        .atMost(Duration.ofSeconds(5))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> read().equals(before));
  }
}
