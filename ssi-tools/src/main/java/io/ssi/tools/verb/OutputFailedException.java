package io.ssi.tools.verb;

import io.ssi.tools.service.ToolsException;
import java.io.IOException;

/** Results could not be written: a full disk, a closed stream. */
public final class OutputFailedException extends ToolsException {
  private static final long serialVersionUID = 1L;

  OutputFailedException(String stream, IOException cause) {
    super("output", "cannot write to " + stream + ": " + cause.getMessage(), "");
    initCause(cause);
  }
}
