package io.ssi.linux.criu.image;

import io.ssi.linux.criu.TcpConnections;
import io.ssi.linux.criu.wire.CriuImageProto.FileEntry;
import io.ssi.linux.criu.wire.CriuImageProto.InternetSocketEntry;
import io.ssi.linux.criu.wire.CriuImageProto.StreamEntry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The established TCP connections of an image. CRIU saves one end after the other, and traffic is
 * not stopped meanwhile; so an end may have been told, after it was saved, of what the other one
 * then no longer has. And nobody sends again, after the restore, what had not arrived: no timer is
 * restored, and the one probe finds an end that is not there yet. So all that was written must have
 * arrived, which is seen from the sequence numbers of both ends.
 */
public final class TcpPairs {
  private TcpPairs() {}

  private record Ends(OpenFile.Endpoint here, OpenFile.Endpoint there) {
    Ends fromTheOther() {
      return new Ends(/* here= */ there, /* there= */ here);
    }
  }

  /**
   * How the connections of an image have to be restored.
   *
   * @param directory of the image
   * @param otherwise what was said to the dump; counts if there are none that were kept
   * @return the treatment
   */
  public static TcpConnections treatment(Path directory, TcpConnections otherwise) {
    return ImageFile.names(directory, ImageKind.TCP_STREAM).isEmpty()
        ? otherwise
        : TcpConnections.KEEP;
  }

  /**
   * Whether each connection that was kept has both its ends in the image, and they fit together.
   *
   * @param directory of the image
   * @return what is wrong, as a clause; empty if nothing is
   * @throws ImageFormatException if the image is incomplete or mutilated
   */
  public static Optional<String> problem(Path directory) {
    if (ImageFile.names(directory, ImageKind.TCP_STREAM).isEmpty()) {
      return Optional.empty();
    }
    Map<Ends, StreamEntry> streams = streams(directory);
    for (Map.Entry<Ends, StreamEntry> one : streams.entrySet()) {
      StreamEntry other = streams.get(one.getKey().fromTheOther());
      if (other == null) {
        return Optional.of(
            "a TCP connection to " + one.getKey().there() + " leads out of the application");
      }
      if (other.getReceivedSequence() != one.getValue().getSentSequence()) {
        return Optional.of(
            "what was written to the TCP connection to "
                + one.getKey().there()
                + " is still on its way; try again");
      }
    }
    return Optional.empty();
  }

  private static Map<Ends, StreamEntry> streams(Path directory) {
    List<FileEntry> files =
        ImageFile.read(directory, ImageKind.FILES).all(FileEntry.parser(), entry -> entry);
    Map<Ends, StreamEntry> streams = new HashMap<>();
    for (FileEntry file : files) {
      if (file.hasInternetSocket()) {
        InternetSocketEntry socket = file.getInternetSocket();
        long inode = Integer.toUnsignedLong(socket.getInode());
        if (ImageFile.exists(directory, ImageKind.TCP_STREAM, inode)) {
          Ends ends =
              new Ends(
                  ImageFiles.endpoint(socket.getSourceAddressList(), socket.getSourcePort()),
                  ImageFiles.endpoint(socket.getTargetAddressList(), socket.getTargetPort()));
          StreamEntry stream =
              ImageFile.readFirst(directory, ImageKind.TCP_STREAM, inode)
                  .single(StreamEntry.parser(), entry -> entry);
          streams.put(ends, stream);
        }
      }
    }
    return streams;
  }
}
