package io.ssi.linux.criu.image;

import io.ssi.linux.LinuxException;

/** An image file is missing, incomplete, or not what it should be. */
public final class ImageFormatException extends LinuxException {
  private static final long serialVersionUID = 1L;

  ImageFormatException(String message) {
    super(message);
  }

  ImageFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
