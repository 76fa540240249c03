package io.ssi.agent.doctor;

import io.ssi.agent.embedded.Installation;
import io.ssi.agent.machine.HostCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The JDK, what was built, and the programs that are started.
 *
 * @param installation where the first two are
 */
record ProgramCheck(Installation installation) {
  private static final int JDK = 25;
  private static final Map<String, String> PACKAGES = new LinkedHashMap<>();

  static {
    PACKAGES.put("unshare", "util-linux");
    PACKAGES.put("nsenter", "util-linux");
    PACKAGES.put("setsid", "util-linux");
    PACKAGES.put("mount", "mount");
    PACKAGES.put("umount", "mount");
    PACKAGES.put("ip", "iproute2");
  }

  List<Finding> run() {
    return List.of(jdk(Runtime.version().feature()), built(), tools(HostCommand.SEARCH_PATH));
  }

  private Finding jdk(int feature) {
    String found = Runtime.version() + " in " + installation.javaHome();
    return feature >= JDK
        ? Finding.ok("jdk", found)
        : Finding.missing("jdk", found, "install a JDK 25 under /usr/lib/jvm");
  }

  private Finding built() {
    List<Path> missing =
        Stream.of(installation.keeper(), installation.client())
            .filter(program -> !Files.isExecutable(program))
            .toList();
    return missing.isEmpty()
        ? Finding.ok("build", "in " + installation.home())
        : Finding.missing(
            "build",
            "without " + missing.getFirst(),
            "build it: " + installation.home().resolve("bin/ssi") + " version");
  }

  static Finding tools(String searchPath) {
    List<String> missing = new ArrayList<>();
    for (String program : PACKAGES.keySet()) {
      if (Stream.of(searchPath.split(":", -1))
          .noneMatch(directory -> Files.isExecutable(Path.of(directory, program)))) {
        missing.add(program);
      }
    }
    var packages = new TreeSet<String>();
    missing.forEach(program -> packages.add(PACKAGES.getOrDefault(program, program)));
    return missing.isEmpty()
        ? Finding.ok("programs", String.join(", ", PACKAGES.keySet()))
        : Finding.missing(
            "programs",
            "no " + String.join(", ", missing),
            "apt-get install " + String.join(" ", packages));
  }
}
