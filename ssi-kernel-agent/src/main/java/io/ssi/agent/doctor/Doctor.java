package io.ssi.agent.doctor;

import io.ssi.agent.embedded.Installation;
import io.ssi.linux.cgroup.ControlGroups;
import io.ssi.linux.procfs.ProcFs;
import io.ssi.tools.service.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs all checks of this machine. */
public final class Doctor {
  private static final Path PROC = Path.of("/proc");

  private final Installation installation;
  private final Progress progress;

  /**
   * A doctor for this machine.
   *
   * @param installation the programs that are to run on it
   * @param progress told what is being tried
   */
  public Doctor(Installation installation, Progress progress) {
    this.installation = installation;
    this.progress = progress;
  }

  /**
   * Looks at everything. Blocks for some seconds.
   *
   * @return all findings, in the order in which a person should read them
   */
  public List<Finding> examine() {
    var proc = new ProcFs(PROC);
    List<Finding> findings = new ArrayList<>();
    progress.step("looking at rights and programs");
    findings.addAll(new RightsCheck(proc).run());
    findings.addAll(new ProgramCheck(installation).run());
    progress.step("looking at the kernel");
    findings.addAll(KernelCheck.of(proc.kernelRelease()));
    findings.addAll(new SysctlCheck(PROC.resolve("sys")).run());
    findings.add(NamespaceCheck.run());
    findings.addAll(CgroupCheck.of(ControlGroups.detect(PROC).controllers()));
    findings.addAll(new SpaceCheck(proc).run());
    progress.step("dumping and restoring a program with CRIU");
    findings.add(new CriuCheck(installation).run());
    return findings;
  }
}
