import java.io.FileWriter;
import java.io.Writer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.LongUnaryOperator;

/** A chain of digests, each after loops that are compiled and, by new classes, made invalid again. */
class Chain {
  private static final int TURNS = 200_000;

  public static void main(String[] arguments) throws Exception {
    String link = "";
    try (Writer out = new FileWriter(arguments[0], true)) {
      for (int round = 0; ; round++) {
        long step = round;
        // Every third one is of another shape, so that what was compiled for one no longer fits.
        LongUnaryOperator work =
            switch (round % 3) {
              case 0 -> x -> x * 31 + step;
              case 1 -> x -> Long.rotateLeft(x, 7) ^ step;
              default -> new LongUnaryOperator() {
                @Override
                public long applyAsLong(long x) {
                  return x + step;
                }
              };
            };
        boolean same = run(work) == run(work);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(link.getBytes("US-ASCII"));
        link = same ? HexFormat.of().formatHex(digest) : "broken";
        out.write(link + "\n");
        out.flush();
        Thread.sleep(5);
      }
    }
  }

  private static long run(LongUnaryOperator work) {
    long value = 1;
    for (int i = 0; i < TURNS; i++) {
      value = work.applyAsLong(value);
    }
    return value;
  }
}
