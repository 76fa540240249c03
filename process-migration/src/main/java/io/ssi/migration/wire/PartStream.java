package io.ssi.migration.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The conversation by which the containers of an application do something as one: the node of the
 * first one asks each other's one thing at a time, and each answer is awaited. A question is a step
 * and what it takes, an answer is empty when it is done, else says more.
 */
public final class PartStream {
  private static final int MAX_BYTES = 1 << 20;

  /** What is asked, by the number that stands for it on the wire. */
  public enum Step {
    /** Look whether it is possible, and begin; takes the order. */
    JOIN(1),
    /** Make the container stand still; takes the name of the version. */
    STAND_STILL(2),
    /** Write its image. */
    DUMP(3),
    /** Let it go on, and store the image. */
    GO_ON(4),
    /** All have: it is decided. */
    COMMIT(5),
    /** It comes to nothing: undo. */
    ABANDON(6),
    /** Make ready to bring the container back, and treat its files; takes the leader's claim. */
    CLAIM(7),
    /** Build the container and hold it. */
    BUILD(8);

    private final int number;

    Step(int number) {
      this.number = number;
    }
  }

  /**
   * A question.
   *
   * @param step what is asked
   * @param body what it takes
   */
  public record Ask(Step step, byte[] body) {}

  private PartStream() {}

  /**
   * Asks; flushes.
   *
   * @param out to the container's node
   * @param ask what
   * @throws IOException if the stream is broken
   */
  public static void write(OutputStream out, Ask ask) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeByte(ask.step().number);
    write(data, ask.body());
  }

  /**
   * Waits for the next question.
   *
   * @param in from the first container's node
   * @return the question
   * @throws IOException if the stream is broken or something else comes
   */
  public static Ask readAsk(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int number = data.readUnsignedByte();
    Step asked =
        Arrays.stream(Step.values())
            .filter(step -> step.number == number)
            .findFirst()
            .orElseThrow(
                () -> new IOException("the other side asked something unknown: " + number));
    return new Ask(asked, read(data));
  }

  /**
   * Answers; flushes.
   *
   * @param out to the first container's node
   * @param answer empty if there is nothing to say
   * @throws IOException if the stream is broken
   */
  public static void writeAnswer(OutputStream out, byte[] answer) throws IOException {
    write(new DataOutputStream(out), answer);
  }

  /**
   * Waits for the answer.
   *
   * @param in from the container's node
   * @return empty if there was nothing to say
   * @throws IOException if the stream is broken
   */
  public static byte[] readAnswer(InputStream in) throws IOException {
    return read(new DataInputStream(in));
  }

  private static void write(DataOutputStream data, byte[] body) throws IOException {
    data.writeInt(body.length);
    data.write(body);
    data.flush();
  }

  private static byte[] read(DataInputStream data) throws IOException {
    int length = data.readInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("the other side announced " + length + " bytes");
    }
    byte[] body = new byte[length];
    data.readFully(body);
    return body;
  }
}
