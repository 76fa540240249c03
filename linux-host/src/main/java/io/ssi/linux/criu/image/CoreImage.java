package io.ssi.linux.criu.image;

import io.ssi.linux.InsidePid;
import io.ssi.linux.WaitStatus;
import io.ssi.linux.criu.wire.CriuImageProto.CoreEntry;
import io.ssi.linux.criu.wire.CriuImageProto.TaskCore;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process as its leading thread, {@code core-PID.img}.
 *
 * @param machine architecture, a number of CRIU; 1 is x86-64
 * @param state when it was dumped
 * @param exitStatus of a zombie
 * @param command its short name
 * @param credentials whose rights it had; a zombie has none any more
 */
public record CoreImage(
    int machine,
    TaskState state,
    Optional<WaitStatus> exitStatus,
    String command,
    Optional<ImageCredentials> credentials) {

  /** Reads that of one process. */
  public static CoreImage read(Path directory, InsidePid pid) {
    return ImageFile.read(directory, ImageKind.CORE, pid.value())
        .single(CoreEntry.parser(), CoreImage::of);
  }

  private static CoreImage of(CoreEntry entry) {
    Present.require(entry.hasMachine(), "mtype");
    Present.require(entry.hasTask(), "tc");
    TaskCore task = entry.getTask();
    Present.require(task.hasState(), "task_state");
    Present.require(task.hasExitStatus(), "exit_code");
    Present.require(task.hasCommand(), "comm");
    TaskState state = TaskState.of(task.getState());
    boolean dead = state == TaskState.DEAD;
    Present.require(dead || entry.getThread().hasCredentials(), "creds");
    return new CoreImage(
        entry.getMachine(),
        state,
        dead ? Optional.of(new WaitStatus(task.getExitStatus())) : Optional.empty(),
        task.getCommand(),
        entry.getThread().hasCredentials()
            ? Optional.of(ImageCredentials.of(entry.getThread().getCredentials()))
            : Optional.empty());
  }
}
