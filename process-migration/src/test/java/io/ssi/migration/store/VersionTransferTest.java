package io.ssi.migration.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.ssi.migration.image.ImageCorruptException;
import io.ssi.migration.image.ImageDirectory;
import io.ssi.migration.image.ImageFile;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionTransferTest {
  private static final int PAGES = 9000;

  @TempDir Path temp = Path.of("set by JUnit");
  private final Random random = new Random(5);
  private PageStore here = new PageStore(temp, Thread::new);
  private PageStore there = new PageStore(temp, Thread::new);
  private long sent;

  @BeforeEach
  void begins() throws IOException {
    here = StoredImage.store(temp.resolve("here"));
    there = StoredImage.store(temp.resolve("there"));
  }

  private Path recipe(String name) {
    return temp.resolve("recipe-" + name);
  }

  /** Sends a version from one store to the other, and counts the bytes. */
  private void transfer(List<ImageFile> files, String name) throws IOException {
    PipedInputStream toThere = new PipedInputStream(1 << 16);
    PipedInputStream toHere = new PipedInputStream(1 << 16);
    OutputStream counted =
        new FilterOutputStream(new PipedOutputStream(toThere)) {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            sent += length;
            out.write(bytes, offset, length);
          }
        };
    DataOutputStream back = new DataOutputStream(new PipedOutputStream(toHere));
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(() -> {
          try (DataOutputStream out = new DataOutputStream(counted)) {
            here.send(files, recipe(name), new DataInputStream(toHere), out);
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    try (DataInputStream in = new DataInputStream(toThere)) {
      there.receive(files, recipe("there-" + name), in, back);
      PageStore.end(back);
      back.flush();
      sending.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException(e);
    }
  }

  private boolean gives(List<ImageFile> files, String name, ImageDirectory image)
      throws IOException {
    return StoredImage.gives(there, files, recipe("there-" + name), image, temp.resolve("back"));
  }

  @Test
  void whatArrivesIsWhatWasStored() throws IOException {
    ImageDirectory image = StoredImage.image(temp.resolve("image"), random, PAGES);
    List<ImageFile> files = here.store(image, recipe("1"));

    transfer(files, "1");

    assertThat(gives(files, "1", image)).isTrue();
    assertThat(there.storedBytes(recipe("there-1")))
        .isCloseTo(here.storedBytes(recipe("1")), withinPercentage(1));
  }

  @Test
  void onlyPagesThatLackAreSent() throws IOException {
    ImageDirectory image = StoredImage.image(temp.resolve("image"), random, PAGES);
    transfer(here.store(image, recipe("1")), "1");
    ImageDirectory next = StoredImage.changed(image, temp.resolve("next"), random, 0.02);
    List<ImageFile> files = here.store(next, recipe("2"));
    sent = 0;

    transfer(files, "2");

    assertThat(sent).isLessThan(PAGES * (long) StoredImage.PAGE * 4 / 100);
    assertThat(gives(files, "2", next)).isTrue();
  }

  @Test
  void storesThatGrewApartStillUnderstandEachOther() throws IOException {
    ImageDirectory image = StoredImage.image(temp.resolve("image-0"), random, 700);
    List<ImageDirectory> images = new ArrayList<>();
    List<List<ImageFile>> stored = new ArrayList<>();
    for (int version = 1; version <= 8; version++) {
      image = StoredImage.changed(image, temp.resolve("image-" + version), random, 0.2);
      images.add(image);
      stored.add(here.store(image, recipe(Integer.toString(version))));
      if (random.nextBoolean()) {
        transfer(stored.getLast(), Integer.toString(version));
        assertThat(gives(stored.getLast(), Integer.toString(version), image)).isTrue();
      }
    }

    for (int version = 1; version <= 8; version++) {
      String name = Integer.toString(version);
      Files.deleteIfExists(recipe("there-" + name));
      transfer(stored.get(version - 1), name);
      assertThat(gives(stored.get(version - 1), name, images.get(version - 1))).isTrue();
    }
  }

  @Test
  void aCopyThatIsAlteredAtTheSenderIsRefused() throws IOException {
    ImageDirectory image = StoredImage.image(temp.resolve("image"), random, 100);
    List<ImageFile> files = here.store(image, recipe("1"));
    Path pack = PackFile.path(here.directory(), 1);
    byte[] bad = Files.readAllBytes(pack);
    bad[bad.length / 2] ^= 1;
    Files.write(pack, bad);

    assertThatThrownBy(() -> transfer(files, "1")).isInstanceOf(ImageCorruptException.class);

    assertThat(there.directory()).isEmptyDirectory();
  }
}
