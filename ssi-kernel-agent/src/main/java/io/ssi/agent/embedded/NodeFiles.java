package io.ssi.agent.embedded;

import io.ssi.agent.config.AgentConfig;
import io.ssi.agent.config.AgentConfigFile;
import io.ssi.agent.config.EmbeddedNode;
import io.ssi.agent.config.PossibleNode;
import io.ssi.agent.config.ProcessIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The files that the nodes of a cluster are given: names of all nodes, the key, configurations.
 *
 * @param places where they go
 * @param installation the programs that they name
 * @param randomness for the key; must not be predictable
 */
record NodeFiles(ClusterPlaces places, Installation installation, RandomGenerator randomness) {
  private static final int KEY_BYTES = 32;

  /** Writes what all nodes share. The key stays what it was while the state is there. */
  void writeShared(ClusterShape shape) throws IOException {
    var hosts = new StringBuilder("127.0.0.1 localhost\n::1 localhost ip6-localhost\n");
    shape.all().forEach(node -> hosts.append(node.address() + " " + node.name() + "\n"));
    Files.writeString(places.hosts(), hosts);
    if (!Files.exists(places.durableKey())) {
      byte[] key = new byte[KEY_BYTES];
      randomness.nextBytes(key);
      writeSecret(places.durableKey(), HexFormat.of().formatHex(key) + "\n");
    }
    writeSecret(places.key(), Files.readString(places.durableKey()));
  }

  /** Writes the configuration of one node's agent. */
  void writeConfiguration(
      PossibleNode node, ClusterShape shape, ProcessIdentity init, long memoryBytes)
      throws IOException {
    var config =
        new AgentConfig(
            places.cluster(),
            node.id(),
            shape.startsOnline(node),
            shape.all(),
            7700,
            7701,
            Optional.of(places.key()),
            ClusterPlaces.STATE,
            places.run(),
            installation.keeper(),
            installation.criuCommandFile(),
            "/" + places.cgroup(node.name()),
            Optional.of(new EmbeddedNode(Path.of("/run/ssi/machine/proc"), init, memoryBytes)));
    Files.writeString(places.configuration(node.name()), AgentConfigFile.format(config));
  }

  /** Writes a file that only root may read, never readable by others even for a moment. */
  private static void writeSecret(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    try (var channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }
  }
}
