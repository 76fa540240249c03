package io.ssi.agent.control;

/** The types of frames, by the letter on the wire. */
enum FrameType {
  HELLO('H', 0),
  REQUEST('R', 8 << 20),
  SIGNAL('S', 64),
  WINDOW('W', 64),
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
