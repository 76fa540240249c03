package io.ssi.linux.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Pipes are looked into, and stay as they are. */
class PipeEndTest {

  @Test
  void bothEndsAreOfOnePipe() {
    try (Pipe one = Pipe.open();
        Pipe other = Pipe.open()) {
      assertThat(PipeEnd.inode(one.reader())).isPresent().isEqualTo(PipeEnd.inode(one.writer()));
      assertThat(PipeEnd.inode(other.reader())).isNotEqualTo(PipeEnd.inode(one.reader()));
    }
  }

  @Test
  void whatIsNoPipeHasNoNumber() {
    try (Descriptor file = Descriptor.open(Path.of("/dev/null"))) {
      assertThat(PipeEnd.inode(file)).isEmpty();
    }
  }

  @Test
  void aLookTakesNothingOut() {
    try (Pipe pipe = Pipe.open()) {
      assertThat(PipeEnd.content(pipe.writer())).isEmpty();
      pipe.writer().write(new byte[] {1, 2, 3});
      pipe.writer().write(new byte[] {4});

      assertThat(PipeEnd.content(pipe.writer())).containsExactly(1, 2, 3, 4);
      assertThat(PipeEnd.content(pipe.reader())).containsExactly(1, 2, 3, 4);
      byte[] buffer = new byte[10];
      assertThat(pipe.reader().read(buffer)).isEqualTo(4);
      assertThat(PipeEnd.content(pipe.reader())).isEmpty();
    }
  }

  @Test
  void aFullPipeThatWasMadeLargerIsSeenWhole() {
    try (Pipe pipe = Pipe.open()) {
      PipeEnd.capacity(pipe.writer(), 1 << 18);
      assertThat(PipeEnd.capacity(pipe.reader())).isEqualTo(1 << 18);
      byte[] all = new byte[1 << 18];
      all[all.length - 1] = 7;
      pipe.writer().write(all);

      assertThat(PipeEnd.content(pipe.reader())).isEqualTo(all);
    }
  }

  @Test
  void aPipeThatNobodyWritesToAnyMoreKeepsItsRest() {
    try (Pipe pipe = Pipe.open()) {
      pipe.writer().write(new byte[] {5});
      pipe.writer().close();

      assertThat(PipeEnd.content(pipe.reader())).containsExactly(5);
    }
  }

  @Test
  void isAtItsEndWhenNothingIsInItAndNobodyCanWrite() {
    try (Pipe pipe = Pipe.open()) {
      assertThat(PipeEnd.isAtEnd(pipe.reader())).isFalse();
      pipe.writer().write(new byte[1]);
      pipe.writer().close();
      assertThat(PipeEnd.isAtEnd(pipe.reader())).isFalse();
      assertThat(pipe.reader().read(new byte[2])).isEqualTo(1);
      assertThat(PipeEnd.isAtEnd(pipe.reader())).isTrue();
    }
  }
}
