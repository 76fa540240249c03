package io.ssi.migration.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ssi.migration.MoveBlocker;
import io.ssi.migration.preflight.FileUse;
import io.ssi.migration.preflight.LockedFile;
import io.ssi.migration.preflight.NodeFacts;
import java.util.List;

/** The bytes of a preflight's question to the target, and of its answer. */
public final class PreflightFormat {

  private PreflightFormat() {}

  /**
   * What the target is asked.
   *
   * @param files what the application uses
   * @param locked what its processes have locked themselves
   */
  public record Question(List<FileUse> files, List<LockedFile> locked) {

    /** Takes copies of the lists. */
    public Question {
      files = List.copyOf(files);
      locked = List.copyOf(locked);
    }
  }

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
   * @param locked what its processes have locked themselves
   * @return its bytes
   */
  public static byte[] encode(List<FileUse> files, List<LockedFile> locked) {
    PreflightRequest.Builder request = PreflightRequest.newBuilder();
    files.forEach(file -> request.addFiles(FactsFormat.encode(file)));
    for (LockedFile file : locked) {
      request.addLocked(
          LockedFileEntry.newBuilder()
              .setProcess(file.process())
              .setPath(file.path())
              .setInode(file.inode())
              .setChangedNs(file.changedNanos()));
    }
    return request.build().toByteArray();
  }

  /**
   * Reads the question.
   *
   * @param bytes as {@link #encode(List, List)} wrote them
   * @return what is asked
   */
  public static Question decodeQuestion(byte[] bytes) {
    try {
      PreflightRequest request = PreflightRequest.parseFrom(bytes);
      return new Question(
          request.getFilesList().stream().map(FactsFormat::decode).toList(),
          request.getLockedList().stream()
              .map(file ->
                  new LockedFile(
                      file.getProcess(), file.getPath(), file.getInode(), file.getChangedNs()))
              .toList());
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
        PreflightAnswer.newBuilder().setNode(FactsFormat.encode(answer.facts()));
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
          FactsFormat.decode(wire.getNode()),
          wire.getBlockersList().stream().map(FailureFormat::decode).toList());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("Not an answer of a preflight", e);
    }
  }
}
