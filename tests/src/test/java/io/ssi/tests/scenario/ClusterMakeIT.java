package io.ssi.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssi.linux.require.Need;
import io.ssi.linux.require.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A make that runs its jobs on all nodes: what GLUnix called glumake. */
@Requires({Need.ROOT, Need.NAMESPACES, Need.CRIU})
class ClusterMakeIT {
  private static final int FILES = 18;

  @RegisterExtension static final Cluster CLUSTER = Cluster.of(3, 0);

  /** A program of many files whose result needs every one of them. */
  private static void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (int i = 1; i <= FILES; i++) {
      Files.writeString(
          directory.resolve("part" + i + ".c"),
          "#include \"parts.h\"\nint part%d(int n) { return n + %d; }\n".formatted(i, i));
    }
    String numbers =
        IntStream.rangeClosed(1, FILES)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(" "));
    Files.writeString(
        directory.resolve("parts.h"),
        IntStream.rangeClosed(1, FILES)
            .mapToObj(i -> "int part" + i + "(int n);\n")
            .collect(Collectors.joining()));
    Files.writeString(
        directory.resolve("main.c"),
        "#include <stdio.h>\n#include \"parts.h\"\nint main(void) {\n  int n = 0;\n"
            + IntStream.rangeClosed(1, FILES)
                .mapToObj(i -> "  n = part" + i + "(n);\n")
                .collect(Collectors.joining())
            + "  printf(\"sum %d\\n\", n);\n  return n != "
            + FILES * (FILES + 1) / 2
            + ";\n}\n");
    Files.writeString(
        directory.resolve("Makefile"),
        "PARTS = %s\nOBJECTS = main.o $(PARTS:%%=part%%.o)\n".formatted(numbers)
            + "program: $(OBJECTS)\n\t$(CC) -o $@ $(OBJECTS)\n"
            + "%.o: %.c parts.h\n\t$(CC) -O1 -Wall -Werror -c -o $@ $<\n");
    Files.writeString(
        directory.resolve("compile"), "#!/bin/sh\nhostname >> jobs\nexec cc \"$@\"\n");
    Files.writeString(directory.resolve("shell"), "#!/bin/sh\nexec ssi run --best -- sh \"$@\"\n");
  }

  private static void build(String directory, String make) throws IOException {
    Path place = CLUSTER.workshop().resolve(directory);
    write(place);
    Finished made =
        CLUSTER.shell(
            "cd " + directory + " && chmod +x compile shell && " + make + " && ./program");

    int sum = FILES * (FILES + 1) / 2;
    assertThat(made.done()).endsWith("sum " + sum + "\n");
    assertThat(made.err()).isEmpty();
    assertThat(Files.readAllLines(place.resolve("jobs"))).hasSize(FILES + 2);
    assertThat(Files.readAllLines(place.resolve("jobs")))
        .as("nodes that compiled")
        .contains("node1", "node2", "node3");
  }

  @Test
  void compilesOnAllNodes() throws IOException {
    build("by-compiler", "make -j 6 CC='ssi run --best -- ./compile'");
  }

  @Test
  void runsEveryCommandOnAllNodes() throws IOException {
    build("by-shell", "make -j 6 SHELL=$PWD/shell CC=./compile");
  }

  @Test
  void aJobThatFailsFailsTheMake() throws IOException {
    Path place = CLUSTER.workshop().resolve("broken");
    write(place);
    Files.writeString(place.resolve("part3.c"), "int part3(int n) { return m; }\n");

    Finished made =
        CLUSTER.shell(
            "cd broken && chmod +x compile && make -j 6 CC='ssi run --best -- ./compile'");

    assertThat(made.status()).as("%s", made).isEqualTo(2);
    assertThat(made.err()).contains("part3.c").contains("undeclared").contains("part3.o] Error 1");
  }
}
