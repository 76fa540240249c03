package io.ssi.agent.command;

import io.ssi.agent.config.ClusterName;
import io.ssi.agent.demo.Demo;
import io.ssi.agent.embedded.EmbeddedCluster;
import io.ssi.tools.verb.ExitStatus;
import io.ssi.tools.verb.Permission;
import io.ssi.tools.verb.Verb;
import io.ssi.tools.verb.VerbContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ssi demo}: the whole story on an embedded cluster of its own. */
@Command(
    name = "demo",
    description =
        "Play the whole story on a cluster of virtual nodes, and check that all of it holds.")
public final class DemoCommand implements Verb {
  @Spec CommandSpec spec = CommandSpec.create();

  private final LocalVerbs verbs;

  DemoCommand(LocalVerbs verbs) {
    this.verbs = verbs;
  }

  @Override
  public ExitStatus run(VerbContext context) {
    ClusterName name = ClusterOption.of(spec, context);
    Permission.requireRoot(context, "play the demo");
    EmbeddedCluster cluster = new EmbeddedCluster(name, verbs.clusterTools(context.progress()));
    Demo.Setting setting =
        new Demo.Setting(
            verbs.installation().home(),
            verbs.installation().javaHome().resolve("bin/java"),
            context.process().environment());
    Demo demo = new Demo(setting, cluster, context.out(), verbs.nanoClock());
    return new Interruption(context.cancellation(), verbs.nanoClock())
        .guard(
            () -> {
              demo.play();
              return ExitStatus.DONE;
            },
            () -> "the cluster of the demo was ended");
  }
}
