package io.ssi.tools;

import io.ssi.tools.command.AttachCommand;
import io.ssi.tools.command.CheckpointCommand;
import io.ssi.tools.command.CkptCommand;
import io.ssi.tools.command.ClusterCommand;
import io.ssi.tools.command.CompletionCommand;
import io.ssi.tools.command.CpuinfoCommand;
import io.ssi.tools.command.HelpCommand;
import io.ssi.tools.command.KillCommand;
import io.ssi.tools.command.LoadavgCommand;
import io.ssi.tools.command.LogsCommand;
import io.ssi.tools.command.MeminfoCommand;
import io.ssi.tools.command.MigrateCommand;
import io.ssi.tools.command.NodeCommand;
import io.ssi.tools.command.ProcCommand;
import io.ssi.tools.command.PsCommand;
import io.ssi.tools.command.RestartCommand;
import io.ssi.tools.command.ResumeCommand;
import io.ssi.tools.command.RunCommand;
import io.ssi.tools.command.StatCommand;
import io.ssi.tools.command.SuspendCommand;
import io.ssi.tools.command.TopCommand;
import io.ssi.tools.command.UptimeCommand;
import io.ssi.tools.command.VersionCommand;
import io.ssi.tools.command.WaitCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** All verbs by name, in the order in which help lists them. Immutable. */
public final class VerbCatalog {
  private static final Map<String, Supplier<Object>> VERBS = new LinkedHashMap<>();

  static {
    VERBS.put("node", NodeCommand::new);
    VERBS.put("ps", PsCommand::new);
    VERBS.put("top", TopCommand::new);
    VERBS.put("proc", ProcCommand::new);
    VERBS.put("meminfo", MeminfoCommand::new);
    VERBS.put("loadavg", LoadavgCommand::new);
    VERBS.put("uptime", UptimeCommand::new);
    VERBS.put("cpuinfo", CpuinfoCommand::new);
    VERBS.put("stat", StatCommand::new);
    // What follows the program's name is the program's, options included.
    VERBS.put("run", () -> new CommandLine(new RunCommand()).setStopAtPositional(true));
    VERBS.put("logs", LogsCommand::new);
    VERBS.put("attach", AttachCommand::new);
    VERBS.put("kill", KillCommand::new);
    VERBS.put("suspend", SuspendCommand::new);
    VERBS.put("resume", ResumeCommand::new);
    VERBS.put("wait", WaitCommand::new);
    VERBS.put("migrate", MigrateCommand::new);
    VERBS.put("checkpoint", CheckpointCommand::new);
    VERBS.put("restart", RestartCommand::new);
    VERBS.put("ckpt", CkptCommand::new);
    VERBS.put("cluster", ClusterCommand::new);
    VERBS.put("version", VersionCommand::new);
    VERBS.put("help", HelpCommand::new);
    VERBS.put("completion", CompletionCommand::new);
  }

  private final Map<String, Supplier<Object>> verbs;

  /** The verbs of this module, which agents serve. */
  public VerbCatalog() {
    this(Map.of());
  }

  /**
   * The verbs of this module and others.
   *
   * @param more picocli commands by name, which come first; each that is run implements {@link
   *     io.ssi.tools.verb.Verb}
   */
  public VerbCatalog(Map<String, Supplier<Object>> more) {
    verbs = new LinkedHashMap<>(more);
    VERBS.forEach(verbs::putIfAbsent);
  }

  /** The whole command line. */
  public CommandLine all() {
    CommandLine root = new CommandLine(new SsiCommand());
    verbs.forEach((name, verb) -> root.addSubcommand(name, verb.get()));
    return root;
  }

  /** Whether there is a verb of that name. */
  boolean has(String name) {
    return verbs.containsKey(name);
  }

  /** A command line with one verb only, which is made faster; with all if there is none such. */
  CommandLine with(String name) {
    Supplier<Object> verb = verbs.get(name);
    return verb == null || name.equals("help") || name.equals("completion")
        ? all()
        : new CommandLine(new SsiCommand()).addSubcommand(name, verb.get());
  }
}
