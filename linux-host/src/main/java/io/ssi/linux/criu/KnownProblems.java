package io.ssi.linux.criu;

import io.ssi.linux.criu.CriuProblem.Kind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines of CRIU's log that are understood, each with what a person can do about it. */
final class KnownProblems {
  private static final String RESTORE_ELSEWHERE =
      "make it the same file on this node, or use a node where it is";
  private static final String NEWER_CRIU =
      "install a newer CRIU: 'ssi doctor' tells which one works";

  /** In a message {@code {1}} stands for the first group, in which the subject is too. */
  private record Known(Kind kind, Pattern line, String message, String advice) {}

  // The first that fits a line is taken, so the special comes before the general.
  private static final List<Known> ALL =
      List.of(
          known(
              Kind.USERFAULTFD,
              "Can't dump file (\\d+) of that type .*userfaultfd.*",
              "descriptor {1} is a userfaultfd",
              "start the program so that it does not use userfaultfd"),
          known(
              Kind.IO_URING,
              "Can't dump file (\\d+) of that type .*io_uring.*",
              "descriptor {1} is an io_uring",
              "start the program so that it does not use io_uring"),
          known(
              Kind.IO_URING,
              "send_fds failed \\(-22\\)()",
              "a descriptor cannot be passed on, which the kernel refuses for io_uring only",
              "start the program so that it does not use io_uring"),
          known(
              Kind.DEVICE,
              "Can't dump file \\d+ of that type .*\\((?:chr|blk) (\\d+:\\d+)\\)",
              "the device {1} is open",
              "let the program close it before it moves"),
          known(
              Kind.UNSUPPORTED_FILE,
              "Can't dump file (\\d+) of that type .*",
              "descriptor {1} is of a kind that CRIU does not know",
              "let the program close it before it moves"),
          known(
              Kind.UNSUPPORTED_FILE,
              "Unsupported mapping found (\\S+)",
              "the memory area {1} is of a kind that CRIU does not know",
              "let the program unmap it before it moves"),
          known(
              Kind.UNSUPPORTED_SOCKET,
              "sockets: BUG! Unknown socket collected \\(family (\\d+)\\)",
              "a socket of family {1} is open, which CRIU does not know",
              "let the program close it before it moves"),
          known(
              Kind.UNSUPPORTED_SOCKET,
              "(?:inet|unix|netlink|packet): (?:Can't dump \\d+ inet socket|Unsupported) (.*)",
              "a socket of a kind that CRIU does not know: {1}",
              "let the program close it before it moves"),
          known(
              Kind.TCP_CONNECTION,
              "inet: Connected TCP socket.*()",
              "a TCP connection is established",
              "let it be closed: --tcp-close"),
          known(
              Kind.NETWORK_LOCK,
              "(?:Iptables configuration failed|tcp: Failed to lock TCP connection.*)()",
              "the traffic of a TCP connection could not be stopped",
              "let it be closed: --tcp-close"),
          known(
              Kind.UNIX_SOCKET,
              "unix: (?:External socket is used|Can't dump name-less external socket).*()",
              "a unix socket is connected to a process outside",
              "end what it talks to, or start both as one application"),
          known(
              Kind.UNIX_SOCKET,
              "unix: Can't dump half of stream unix connection\\. name: ([^;]*);.*",
              "the unix socket {1} is connected to a process outside",
              "end what it talks to, or start both as one application"),
          known(
              Kind.TERMINAL,
              "tty: Found slave peer index (\\d+) without correspond master peer",
              "the master of terminal {1} is outside",
              "start the program with its own terminal or with none"),
          known(
              Kind.TERMINAL,
              "Task attached to shell terminal.*()",
              "the program belongs to a terminal outside",
              "start the program with its own terminal or with none"),
          known(
              Kind.SESSION,
              "(?:A session leader of|The root process) (\\d+).*(?:outside of its pid namespace|is not"
                  + " a session leader).*",
              "the leader of the session of process {1} is outside",
              "start the program with 'ssi run'"),
          known(
              Kind.DELETED_FILE,
              "Can't dump ghost file (.*) of \\d+ size, increase limit",
              "the deleted file {1} is open and too large to go into the image",
              "let the program close it, or keep the file"),
          known(
              Kind.DELETED_FILE,
              "Can't create link remap for (.*)\\. Use link-remap option\\.",
              "the file {1} is open under a name that is deleted, and exists under another",
              "let the program close it, or keep the name"),
          known(
              Kind.OUTSIDE_MOUNT,
              "Can't lookup mount=-?\\d+ for fd=-?\\d+ path=(.*)",
              "the file {1} is on a mount that the container does not have",
              "let the program close it, or open it from inside"),
          known(
              Kind.FILE_LOCK,
              "Some file locks are hold by dumping tasks.*()",
              "a file is locked",
              "let the program release the lock"),
          known(
              Kind.FILE_MISSING,
              "Can't open file (.*?)(?: on restore)?: No such file or directory",
              "the file /{1} does not exist here",
              RESTORE_ELSEWHERE),
          known(
              Kind.FILE_CHANGED,
              "File (.*) has bad size .*",
              "the file /{1} has another size than when the program was dumped",
              RESTORE_ELSEWHERE),
          known(
              Kind.FILE_CHANGED,
              "File (.*) has bad mode .*",
              "the file /{1} has another mode than when the program was dumped",
              RESTORE_ELSEWHERE),
          known(
              Kind.FILE_CHANGED,
              "File (.*) has bad build-ID.*",
              "the program or library /{1} is another build than when the program was dumped",
              RESTORE_ELSEWHERE),
          known(
              Kind.PID_TAKEN,
              "Can't fork for (\\d+): File exists",
              "the process id {1} is in use here",
              "restore into a container of its own"),
          known(
              Kind.TRACED,
              "Unseizable non-zombie (\\d+) found.*",
              "process {1} is being traced",
              "end the debugger or tracer"),
          known(
              Kind.NAMESPACE,
              "Can't dump nested (\\S+ namespace for \\d+)",
              "there is a namespace inside the container: {1}",
              "start the program without namespaces of its own"),
          known(
              Kind.NAMESPACE,
              "Can't restore sub-task in NS \\(cflags (\\w+)\\)",
              "a process had a namespace of its own (flags {1})",
              "start the program without namespaces of its own"),
          known(
              Kind.SHARED_SEGMENT,
              "Task (\\d+) with SysVIPC shmem map .*",
              "process {1} uses a System V shared segment",
              "let the program use shared memory by mmap or memfd"),
          known(
              Kind.PROCESS_GONE,
              "Unable to (?:interrupt|detach from) (?:task: )?(\\d+).*No such process.*",
              "process {1} does not exist",
              "see whether the application has ended"),
          known(
              Kind.NO_SPACE,
              "(.*): (?:No space left on device|Disk quota exceeded)",
              "the disk is full ({1})",
              "make room and try again"),
          known(
              Kind.NO_SPACE,
              "(.*): Cannot allocate memory",
              "memory is full ({1})",
              "make room and try again, or use a node with more memory"),
          known(
              Kind.PERMISSION,
              "Can't get rlimit \\d+: Operation not permitted()",
              "root lacks CAP_SYS_RESOURCE on this machine, so that only processes of root itself can"
                  + " be dumped",
              "run the program as root, or the machine with all capabilities"),
          known(
              Kind.IMAGE_DAMAGED,
              "Read -?\\d+ bytes while \\d+ expected from ([^:]*).*",
              "the image file {1} is incomplete",
              "use another copy of the checkpoint"),
          known(
              Kind.IMAGE_DAMAGED,
              "(?:image: )?(?:Unable to open|Magic doesn't match for|Unknown magic for) (\\S+\\.img).*",
              "the image file {1} is missing or damaged",
              "use another copy of the checkpoint"),
          known(
              Kind.CPU,
              "cpu: (.*(?:not supported on host|required by image|unsupported bits).*)",
              "this processor cannot run what was dumped: {1}",
              "use a node with the same kind of processor"),
          known(
              Kind.KERNEL,
              "(vdso: Unexpected rt vDSO area bounds|sockets: Can't get \\d+:\\d+ opt: Operation not"
                  + " supported)",
              "this CRIU is too old for this kernel ({1})",
              NEWER_CRIU));

  private static final List<Pattern> NOTHING =
      List.of(
          Pattern.compile("rlimit: Can't setup RLIMIT_NOFILE.*"),
          Pattern.compile("(?:Dumping|Restoring|Pre-dumping) FAILED\\."),
          Pattern.compile("Dump \\w+ \\(pid: \\d+\\) failed with -?\\d+"),
          Pattern.compile("\\d+ (?:killed by signal|exited, status).*"),
          Pattern.compile("Unable to open fd=\\d+ id=.*"),
          Pattern.compile("`- Can't open vma"));

  private KnownProblems() {}

  static Optional<CriuProblem> find(String text) {
    for (Known known : ALL) {
      Matcher matcher = known.line.matcher(text);
      if (matcher.matches()) {
        String subject = matcher.group(1).strip();
        String message = known.message.replace("{1}", subject);
        return Optional.of(
            new CriuProblem(known.kind, pathOf(known.message, subject), message, known.advice));
      }
    }
    return Optional.empty();
  }

  static CriuProblem unknown(String text) {
    return new CriuProblem(
        Kind.OTHER, "", "CRIU says: " + text, "see the log, and 'ssi doctor' for this machine");
  }

  static boolean saysNothing(String text) {
    return NOTHING.stream().anyMatch(pattern -> pattern.matcher(text).matches());
  }

  // CRIU prints paths relative to the root.
  private static String pathOf(String message, String subject) {
    return message.contains("/{1}") ? "/" + subject : subject;
  }

  private static Known known(Kind kind, String line, String message, String advice) {
    return new Known(kind, Pattern.compile(line), message, advice);
  }
}
