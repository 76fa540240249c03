package io.ssi.agent.control;

import io.ssi.pid.foreground.RunFrames;

/** The types of frames, by the letter on the wire. */
enum FrameType {
  HELLO('H', 0),
  REQUEST('R', 8 << 20),
  SIGNAL('S', 64),
  WINDOW('W', 64),
  DATA('D', RunFrames.MOST_PAYLOAD),
  END('E', 64),
  CLOSED('C', 64),
  ROOM('A', 64),
  DETACHED('T', 64),
  ATTACHED('P', 0),
  EXIT('X', 0);

  private final byte letter;
  private final int maxBytes;

  FrameType(char letter, int maxBytes) {
    this.letter = (byte) letter;
    this.maxBytes = maxBytes;
  }

  byte letter() {
    return letter;
  }

  /** The largest payload that is taken from a client; 0 for what only the agent sends. */
  int maxBytes() {
    return maxBytes;
  }

  static FrameType of(byte letter) {
    for (FrameType type : values()) {
      if (type.letter == letter) {
        return type;
      }
    }
    throw new BrokenProtocolException("a frame has the unknown type " + letter);
  }
}
