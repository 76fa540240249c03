package io.ssi.tools.many;

import io.ssi.pid.foreground.RunStream;
import io.ssi.tools.service.Console;
import java.nio.charset.StandardCharsets;

/**
 * Both streams that a command gives out.
 *
 * @param output standard output
 * @param errors standard error
 */
record MergedStreams(MergedStream output, MergedStream errors) {

  static MergedStreams to(Console console) {
    return new MergedStreams(
        new MergedStream(RunStream.OUTPUT, console), new MergedStream(RunStream.ERRORS, console));
  }

  MergedStream of(RunStream stream) {
    return stream == RunStream.ERRORS ? errors : output;
  }

  /** Writes a line to standard error. */
  void note(String line) {
    errors.put((line + "\n").getBytes(StandardCharsets.UTF_8), () -> {});
  }

  /** The command takes no more of either. */
  void close() {
    output.close();
    errors.close();
  }

  /** Nothing more is put to either. */
  void end() {
    output.end();
    errors.end();
  }
}
