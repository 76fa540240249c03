package io.ssi.migration.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.preflight.FileUse;
import io.ssi.migration.preflight.NodeFacts;
import java.util.List;
import java.util.TreeSet;

/** The bytes of a preflight's question to the target, and of its answer. */
public final class PreflightFormat {

  private PreflightFormat() {}

  /**
   * What the target answers.
   *
   * @param facts what it says of itself
   * @param blockers the files that are missing or others there
   */
  public record Answer(NodeFacts facts, List<MoveBlocker> blockers) {

    /** Takes a copy of the list. */
    public Answer {
      blockers = List.copyOf(blockers);
    }
  }

  /**
   * Writes the question.
   *
   * @param files what the application uses
   * @return its bytes
   */
  public static byte[] encode(List<FileUse> files) {
    PreflightRequest.Builder request = PreflightRequest.newBuilder();
    for (FileUse file : files) {
      request.addFiles(
          FileUseEntry.newBuilder()
              .setPath(file.path())
              .setSize(file.size())
              .setMode(file.mode())
              .setAppendOnly(file.appendOnly()));
    }
    return request.build().toByteArray();
  }

  /**
   * Reads the question.
   *
   * @param bytes as {@link #encode(List)} wrote them
   * @return what the application uses
   */
  public static List<FileUse> decodeQuestion(byte[] bytes) {
    try {
      return PreflightRequest.parseFrom(bytes).getFilesList().stream()
          .map(file ->
              new FileUse(file.getPath(), file.getSize(), file.getMode(), file.getAppendOnly()))
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("Not a question of a preflight", e);
    }
  }

  /**
   * Writes the answer.
   *
   * @param answer what
   * @return its bytes
   */
  public static byte[] encode(Answer answer) {
    PreflightAnswer.Builder wire =
        PreflightAnswer.newBuilder()
            .setCriuVersion(answer.facts().criuVersion())
            .setKernelRelease(answer.facts().kernelRelease())
            .addAllCpuFlags(answer.facts().cpuFlags())
            .setAvailableBytes(answer.facts().availableBytes());
    answer.blockers().forEach(blocker -> wire.addBlockers(FailureFormat.encode(blocker)));
    return wire.build().toByteArray();
  }

  /**
   * Reads the answer.
   *
   * @param bytes as {@link #encode(Answer)} wrote them
   * @return the answer
   */
  public static Answer decodeAnswer(byte[] bytes) {
    try {
      PreflightAnswer wire = PreflightAnswer.parseFrom(bytes);
      return new Answer(
          new NodeFacts(
              wire.getCriuVersion(),
              wire.getKernelRelease(),
              new TreeSet<>(wire.getCpuFlagsList()),
              wire.getAvailableBytes()),
          wire.getBlockersList().stream().map(FailureFormat::decode).toList());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("Not an answer of a preflight", e);
    }
  }
}
