package io.ssi.migration.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.ssi.linux.container.StreamName;
import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.image.MovedStreams;
import io.ssi.migration.image.MovedStreams.MovedPipe;

/** The bytes of the streams of a program that is moved, version 1 of the schema. */
public final class StreamsFormat {
  private static final int SCHEMA = 1;

  private StreamsFormat() {}

  /**
   * Writes them.
   *
   * @param streams what is in them
   * @return equal bytes for equal streams
   */
  public static byte[] encode(MovedStreams streams) {
    StreamsRecord.Builder record =
        StreamsRecord.newBuilder()
            .setSchema(SCHEMA)
            .setTerminal(streams.terminal())
            .setRun(ByteString.copyFrom(streams.run()));
    for (MovedPipe pipe : streams.pipes()) {
      record.addPipes(
          PipeRecord.newBuilder()
              .setStream(pipe.stream().name())
              .setInode(pipe.inode())
              .setCapacity(pipe.capacity())
              .setContent(ByteString.copyFrom(pipe.content())));
    }
    return record.build().toByteArray();
  }

  /**
   * Reads them.
   *
   * @param bytes as {@link #encode} wrote them
   * @return what is in them
   * @throws ImageCorruptException if they are anything else
   */
  public static MovedStreams decode(byte[] bytes) {
    try {
      StreamsRecord record = StreamsRecord.parseFrom(bytes);
      if (record.getSchema() != SCHEMA) {
        throw new ImageCorruptException(
            "reading an image: its streams have schema " + record.getSchema());
      }
      return new MovedStreams(
          record.getPipesList().stream()
              .map(pipe ->
                  new MovedPipe(
                      StreamName.valueOf(pipe.getStream()),
                      pipe.getInode(),
                      pipe.getCapacity(),
                      pipe.getContent().toByteArray()))
              .toList(),
          record.getTerminal(),
          record.getRun().toByteArray());
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new ImageCorruptException(
          "reading an image: its streams are damaged: " + e.getMessage());
    }
  }
}
