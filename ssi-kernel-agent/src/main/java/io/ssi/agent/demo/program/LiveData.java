package io.ssi.agent.demo.program;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/**
 * Memory that is verified and changed block by block: half of it compresses, half of it does not,
 * as that of real programs. One thread verifies, any may read the counts.
 */
final class LiveData {
  private static final int BLOCK_BYTES = 1 << 20;

  private final byte[][] blocks;
  private final long[] sums;
  private int next;
  private final AtomicLong rounds = new AtomicLong();
  private final AtomicLong corrupt = new AtomicLong();

  LiveData(int mebibytes) {
    blocks = new byte[mebibytes][BLOCK_BYTES];
    sums = new long[mebibytes];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < mebibytes; i++) {
      if (i % 2 == 0) {
        random.nextBytes(blocks[i]);
      }
      sums[i] = sum(blocks[i]);
    }
  }

  void verifyNext() {
    byte[] block = blocks[next];
    if (sum(block) != sums[next]) {
      corrupt.incrementAndGet();
    }
    block[(int) (rounds.get() % BLOCK_BYTES)]++;
    sums[next] = sum(block);
    next = (next + 1) % blocks.length;
    rounds.incrementAndGet();
  }

  private static long sum(byte[] block) {
    CRC32C crc = new CRC32C();
    crc.update(block);
    return crc.getValue();
  }

  long rounds() {
    return rounds.get();
  }

  long corrupt() {
    return corrupt.get();
  }
}
