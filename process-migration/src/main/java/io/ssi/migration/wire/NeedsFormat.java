package io.ssi.migration.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ssi.migration.CheckpointId;
import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.preflight.ImageNeeds;
import io.ssi.migration.preflight.NeededFile;
import java.util.Optional;

/** The bytes of what an image needs, of the question for it and of the answer. */
public final class NeedsFormat {
  private static final int SCHEMA = 1;

  private NeedsFormat() {}

  /**
   * Writes what an image needs.
   *
   * @param needs what
   * @return its bytes
   */
  public static byte[] encode(ImageNeeds needs) {
    return message(needs).toByteArray();
  }

  /**
   * Reads what an image needs.
   *
   * @param bytes as {@link #encode(ImageNeeds)} wrote them
   * @return what
   * @throws ImageCorruptException if they are something else
   */
  public static ImageNeeds decode(byte[] bytes) {
    try {
      return needs(NeedsRecord.parseFrom(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw new ImageCorruptException("reading what an image needs: it is damaged", e);
    }
  }

  /**
   * Writes the question.
   *
   * @param id of the version
   * @return its bytes
   */
  public static byte[] encode(CheckpointId id) {
    return NeedsRequest.newBuilder()
        .setApplication(id.application())
        .setVersion(id.version())
        .build()
        .toByteArray();
  }

  /**
   * Reads the question.
   *
   * @param bytes as {@link #encode(CheckpointId)} wrote them
   * @return the version
   */
  public static CheckpointId decodeQuestion(byte[] bytes) {
    try {
      NeedsRequest request = NeedsRequest.parseFrom(bytes);
      return new CheckpointId(request.getApplication(), request.getVersion());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("Not a question for what a version needs", e);
    }
  }

  /**
   * Writes the answer.
   *
   * @param needs what; empty for a version that does not say
   * @return its bytes
   */
  public static byte[] encodeAnswer(Optional<ImageNeeds> needs) {
    NeedsAnswer.Builder answer = NeedsAnswer.newBuilder();
    needs.ifPresent(known -> answer.setNeeds(message(known)));
    return answer.build().toByteArray();
  }

  /**
   * Reads the answer.
   *
   * @param bytes as {@link #encodeAnswer} wrote them
   * @return what; empty for a version that does not say
   */
  public static Optional<ImageNeeds> decodeAnswer(byte[] bytes) {
    try {
      NeedsAnswer answer = NeedsAnswer.parseFrom(bytes);
      return answer.hasNeeds() ? Optional.of(needs(answer.getNeeds())) : Optional.empty();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("Not an answer about what a version needs", e);
    }
  }

  private static NeedsRecord message(ImageNeeds needs) {
    NeedsRecord.Builder record =
        NeedsRecord.newBuilder()
            .setSchema(SCHEMA)
            .setMemoryBytes(needs.memoryBytes())
            .setOrigin(FactsFormat.encode(needs.origin()));
    for (NeededFile file : needs.files()) {
      record.addFiles(
          NeededFileEntry.newBuilder()
              .setUse(FactsFormat.encode(file.use()))
              .setWritten(file.written())
              .setSaved(file.saved()));
    }
    return record.build();
  }

  private static ImageNeeds needs(NeedsRecord record) {
    if (record.getSchema() != SCHEMA) {
      throw new ImageCorruptException(
          "reading what an image needs: it is of version " + record.getSchema());
    }
    return new ImageNeeds(
        record.getFilesList().stream()
            .map(file ->
                new NeededFile(
                    FactsFormat.decode(file.getUse()), file.getWritten(), file.getSaved()))
            .toList(),
        record.getMemoryBytes(),
        FactsFormat.decode(record.getOrigin()));
  }
}
