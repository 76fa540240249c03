package io.ssi.migration.wire;

import io.ssi.pid.ApplicationId;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The purposes of the streams of this module, and how a stream of pages says whose it is. */
public final class MoveStreams {
  /** The conversation of a migration. */
  public static final String CONTROL = "migration.control";

  /** CRIU's page server protocol, behind an introduction. */
  public static final String PAGES = "migration.pages";

  /** A version that a holder is asked for. */
  public static final String FETCH = "checkpoint.fetch";

  /** The conversation of the containers of an application that is saved. */
  public static final String SAVE_PART = "checkpoint.part";

  /** The same, of an application that is brought back. */
  public static final String RESTORE_PART = "restart.part";

  /** A version that another holder is given. */
  public static final String STORE = "checkpoint.store";

  /**
   * Whose pages come.
   *
   * @param application of what
   * @param attempt of which attempt
   */
  public record Introduction(ApplicationId application, long attempt) {}

  private MoveStreams() {}

  /**
   * Says whose pages follow; flushes.
   *
   * @param out to the target
   * @param application of what
   * @param attempt of which attempt
   * @throws IOException if the stream is broken
   */
  public static void introduce(OutputStream out, ApplicationId application, long attempt)
      throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(application.value());
    data.writeLong(attempt);
    data.flush();
  }

  /**
   * Reads whose pages follow.
   *
   * @param in from the source
   * @return whose
   * @throws IOException if the stream is broken
   */
  public static Introduction readIntroduction(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    return new Introduction(new ApplicationId(data.readInt()), data.readLong());
  }
}
