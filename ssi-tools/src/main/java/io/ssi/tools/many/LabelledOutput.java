package io.ssi.tools.many;

import io.ssi.pid.foreground.RunStream;

/**
 * Output as lines with the label of their copy, as they come. The threads of the merged streams cut
 * the lines, each those of its own stream.
 */
final class LabelledOutput implements CopyOutput {
  private final MergedStreams to;
  private final LineLabeller output;
  private final LineLabeller errors;

  LabelledOutput(String label, MergedStreams to) {
    this.to = to;
    this.output = new LineLabeller(label);
    this.errors = new LineLabeller(label);
  }

  @Override
  public void take(RunStream stream, byte[] bytes, Runnable taken) {
    LineLabeller lines = stream == RunStream.ERRORS ? errors : output;
    to.of(stream).put(bytes.length, () -> lines.take(bytes), taken);
  }

  @Override
  public void finish() {
    to.output().put(0, output::finish, () -> {});
    to.errors().put(0, errors::finish, () -> {});
  }
}
