package io.ssi.linux.criu.image;

import io.ssi.linux.criu.wire.CriuImageProto.InventoryEntry;
import java.nio.file.Path;

/**
 * Head of an image, {@code inventory.img}. It names neither the CRIU that wrote it nor kernel, host
 * or architecture: that is for our own manifest.
 *
 * @param version of the format
 * @param tcpClosed whether established connections were dumped to be closed
 */
public record Inventory(int version, boolean tcpClosed) {

  /** Reads it. */
  public static Inventory read(Path directory) {
    return ImageFile.read(directory, ImageKind.INVENTORY)
        .single(
            InventoryEntry.parser(),
            entry -> {
              Present.require(entry.hasVersion(), "version");
              return new Inventory(entry.getVersion(), entry.getTcpClose());
            });
  }
}
